// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.dataset;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The images that are used for measurements only. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HoldoutSpec(
    @Default("0.1")
        @Min(value = 0, inclusive = false)
        @Max(0.9)
        @JsonPropertyDescription(
            "Fraction of the images. They are selected by content digest, so that images keep"
                + " their side of the split when a folder grows.")
        Double fraction,
    @Size(min = 1, max = 253)
        @Pattern("^[^/.][^/]*$")
        @JsonPropertyDescription(
            "A folder directly below the dataset. Its images are the holdout, and fraction is"
                + " ignored.")
        @Nullable String folder) {

  public HoldoutSpec(@Nullable Double fraction, @Nullable String folder) {
    this.fraction = requireNonNullElse(fraction, 0.1);
    this.folder = folder;
  }

  static HoldoutSpec defaults() {
    return new HoldoutSpec(null, null);
  }
}
