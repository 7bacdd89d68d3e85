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

/** The diffusion model. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PriorSpec(
    @Default("GuidedDiffusionUNet")
        @JsonPropertyDescription("The network the checkpoint belongs to.")
        PriorArchitecture architecture,
    @Required @JsonPropertyDescription("The checkpoint: .pth or .safetensors.") FileSource source,
    @Min(8)
        @Max(2048)
        @JsonPropertyDescription(
            "Pixels per side of the square images the prior was trained on. Default: what the"
                + " checkpoint itself says, else 512.")
        Integer imageSize,
    @PreserveUnknownFields
        @JsonPropertyDescription(
            "Hyper-parameters that cannot be inferred from the checkpoint's shapes, by their"
                + " published names, such as num_head_channels or attention_resolutions.")
        Map<String, Object> hyperparameters,
    @Size(min = 1, max = 256)
        @JsonPropertyDescription(
            "Where in the checkpoint the weights are, such as ema. Only needed if it has several"
                + " dictionaries of tensors.")
        String weightsKey) {

  public PriorSpec {
    architecture = requireNonNullElse(architecture, PriorArchitecture.GUIDED_DIFFUSION_UNET);
  }
}
