package io.pentimento.api.v1alpha1.dataset;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/** The images kept for measuring. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HoldoutSpec(
    @Default("0.1")
        @Min(value = 0, inclusive = false)
        @Max(0.9)
        @JsonPropertyDescription(
            "Share of the images, chosen by content digest, so that a growing folder keeps its"
                + " split.")
        Double fraction,
    @Size(min = 1, max = 253)
        @Pattern("^[^/.][^/]*$")
        @JsonPropertyDescription(
            "A folder directly within the images: what lies in it is kept for measuring, and nothing"
                + " else; fraction is then without effect.")
        String folder) {

  public HoldoutSpec {
    fraction = requireNonNullElse(fraction, 0.1);
  }

  static HoldoutSpec defaults() {
    return new HoldoutSpec(null, null);
  }
}
