package io.pentimento.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import java.util.Map;

/** The model to adapt. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Restorer(
    @Default("SwinIR") @JsonPropertyDescription("The network the checkpoint belongs to.")
        RestorerArchitecture architecture,
    @Required @JsonPropertyDescription("The checkpoint: .pth or .safetensors.") FileSource source,
    @PreserveUnknownFields
        @JsonPropertyDescription(
            "Hyper-parameters that cannot be inferred from the checkpoint's shapes, by their"
                + " published names, such as window_size or upsampler.")
        Map<String, Object> hyperparameters) {

  public Restorer {
    architecture = requireNonNullElse(architecture, RestorerArchitecture.SWIN_IR);
  }
}
