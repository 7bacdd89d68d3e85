// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.status;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;

/** Counts of a stage: images, iterations or pods. */
public record ItemCounts(
    @Min(0) @JsonPropertyDescription("Finished items, including cached ones.") Integer done,
    @Min(0) @JsonPropertyDescription("All items.") Integer total,
    @Min(0) @JsonPropertyDescription("Failed items. They are listed in the manifest of the stage.")
        Integer failed) {

  public ItemCounts {
    done = requireNonNullElse(done, 0);
    total = requireNonNullElse(total, 0);
    failed = requireNonNullElse(failed, 0);
  }
}
