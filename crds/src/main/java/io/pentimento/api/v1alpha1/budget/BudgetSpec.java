// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.budget;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** A limit of GPU time. Stages that use no GPU and servers are neither counted nor stopped. */
public record BudgetSpec(
    @Required
        @Min(1)
        @JsonPropertyDescription(
            "Seconds that the pods of all stages may run, times the GPUs that they request, over"
                + " the whole life of the job. status.usage.gpuSeconds is compared with it.")
        Long gpuSeconds,
    @Default("Suspend")
        @JsonPropertyDescription(
            "Suspend: generate, train and evaluate stop, keep finished images and checkpoints, and"
                + " continue when gpuSeconds is raised. Fail: the job fails.")
        BudgetAction onExceeded) {

  public BudgetSpec {
    onExceeded = requireNonNullElse(onExceeded, BudgetAction.SUSPEND);
  }
}
