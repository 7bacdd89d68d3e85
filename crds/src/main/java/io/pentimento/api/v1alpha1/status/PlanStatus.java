// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.status;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plan of a job with the annotation pentimento.io/dry-run. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlanStatus(
    @Size(max = 8) @JsonPropertyDescription("The stages, in execution order.")
        List<PlannedStage> stages,
    @Size(max = 16) @JsonPropertyDescription("The objects that would be created.")
        List<String> objects,
    @JsonPropertyDescription("Estimated GPU seconds; absent if a stage has no estimate.")
        @Nullable Long estimatedGpuSeconds) {

  public PlanStatus {
    stages = List.copyOf(requireNonNullElse(stages, List.of()));
    objects = List.copyOf(requireNonNullElse(objects, List.of()));
  }
}
