// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.model;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.pentimento.api.v1alpha1.source.FileSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The model to adapt. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "self.architecture == 'CodeFormer' || !has(self.fidelityWeight)",
    message = "fidelityWeight is for architecture CodeFormer only: leave it out")
@ValidationRule(
    value = "self.architecture != 'TorchScript' || has(self.valueRange)",
    message = "architecture TorchScript needs valueRange: ZeroToOne or MinusOneToOne")
@ValidationRule(
    value = "self.architecture == 'TorchScript' || !has(self.valueRange)",
    message =
        "valueRange is for architecture TorchScript only, because the range of the others is"
            + " known: leave it out")
@ValidationRule(
    value = "self.architecture != 'TorchScript' || !has(self.hyperparameters)",
    message = "a TorchScript module has its hyperparameters in its code; leave them out")
@ValidationRule(
    value = "self.architecture != 'TorchScript' || !has(self.weightsKey)",
    message =
        "weightsKey is for checkpoints only, because a TorchScript module has one set of weights:"
            + " leave it out")
public record RestorerSpec(
    @Default("SwinIR") @JsonPropertyDescription("Network of the checkpoint.")
        RestorerArchitecture architecture,
    @Required
        @JsonPropertyDescription(
            "The checkpoint, .pth or .safetensors; for TorchScript, the file written by"
                + " torch.jit.save.")
        FileSource source,
    @PreserveUnknownFields
        @JsonPropertyDescription(
            "Hyperparameters that cannot be inferred from the tensor shapes, by their published"
                + " names, such as window_size or upsampler.")
        @Nullable Map<String, Object> hyperparameters,
    @Min(0)
        @Max(1)
        @JsonPropertyDescription(
            "CodeFormer's w, from 0 (best quality) to 1 (best fidelity to the input). Default:"
                + " 0.5.")
        @Nullable Double fidelityWeight,
    @JsonPropertyDescription(
            "Value range of the images at the input and output of a TorchScript module.")
        @Nullable ImageValueRange valueRange,
    @Size(min = 1, max = 256)
        @JsonPropertyDescription(
            "Key of the weights in the checkpoint, such as params_ema. Required only if the"
                + " checkpoint has several dictionaries of tensors.")
        @Nullable String weightsKey) {
  private static final double FIDELITY_WEIGHT = 0.5;

  public RestorerSpec {
    architecture = requireNonNullElse(architecture, RestorerArchitecture.SWIN_IR);
    if (architecture == RestorerArchitecture.CODE_FORMER) {
      fidelityWeight = requireNonNullElse(fidelityWeight, FIDELITY_WEIGHT);
    }
  }
}
