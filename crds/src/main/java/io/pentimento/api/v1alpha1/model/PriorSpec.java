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
import io.pentimento.api.v1alpha1.source.FileSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The diffusion model. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PriorSpec(
    @Default("GuidedDiffusionUNet") @JsonPropertyDescription("Network of the checkpoint.")
        PriorArchitecture architecture,
    @Required @JsonPropertyDescription("The checkpoint: .pth or .safetensors.") FileSource source,
    @Min(8)
        @Max(2048)
        @JsonPropertyDescription(
            "Pixels per side of the square images that the prior was trained on. Default: the"
                + " size stored in the checkpoint, otherwise 512.")
        @Nullable Integer imageSize,
    @PreserveUnknownFields
        @JsonPropertyDescription(
            "Hyperparameters that cannot be inferred from the tensor shapes, by their published"
                + " names, such as num_head_channels or attention_resolutions.")
        @Nullable Map<String, Object> hyperparameters,
    @Size(min = 1, max = 256)
        @JsonPropertyDescription(
            "Key of the weights in the checkpoint, such as ema. Required only if the checkpoint"
                + " has several dictionaries of tensors.")
        @Nullable String weightsKey) {

  public PriorSpec {
    architecture = requireNonNullElse(architecture, PriorArchitecture.GUIDED_DIFFUSION_UNET);
  }
}
