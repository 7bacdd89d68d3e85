package io.pentimento.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** The images kept for measuring. */
public record Holdout(
    @Default("0.1")
        @Min(value = 0, inclusive = false)
        @Max(0.9)
        @JsonPropertyDescription(
            "Share of the images, chosen by content digest, so that a growing folder keeps its"
                + " split.")
        Double fraction) {

  public Holdout {
    fraction = requireNonNullElse(fraction, 0.1);
  }

  static Holdout defaults() {
    return new Holdout(null);
  }
}
