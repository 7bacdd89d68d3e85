package io.pentimento.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;

/** How the restorer is trained on (image, pseudo target) pairs; docs/method.md, fine-tuning. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "self.batchSize % self.microBatchSize == 0",
    message = "batchSize must be a multiple of microBatchSize")
public record FineTuning(
    @Default("20000") @Min(1) @JsonPropertyDescription("Updates of the restorer.")
        Integer iterations,
    @Default("16") @Min(1) @Max(4096) @JsonPropertyDescription("Images per update.")
        Integer batchSize,
    @Default("4")
        @Min(1)
        @Max(4096)
        @JsonPropertyDescription(
            "Images in memory at once; gradients are accumulated until batchSize is reached.")
        Integer microBatchSize,
    @Default("{}") @JsonPropertyDescription("The restorer's optimiser.") Optimizer optimizer,
    @Default("{}") @JsonPropertyDescription("The adversary and its optimiser.")
        Discriminator discriminator,
    @Default("{}") @JsonPropertyDescription("Weights of the loss terms.") Losses losses,
    @JsonPropertyDescription(
            "VGG16 with the LPIPS heads, .pth or .safetensors. Without it there is neither the"
                + " perceptual loss nor the LPIPS metric.")
        FileSource perceptualNetwork,
    @Default("500")
        @Min(1)
        @JsonPropertyDescription(
            "Iterations between checkpoints: at most this much work is lost to a preemption.")
        Integer checkpointInterval,
    @Default("0.1")
        @Min(0)
        @Max(value = 1, inclusive = false)
        @JsonPropertyDescription("Stochastic depth: probability of dropping the last block.")
        Double dropPathRate,
    @Min(0)
        @Max(value = 1, inclusive = false)
        @JsonPropertyDescription(
            "Decay of an exponential moving average of the weights, which is then what is"
                + " exported. Default: none, as in the paper.")
        Double emaDecay,
    @Default("10000")
        @Min(0)
        @JsonPropertyDescription("Seed of the order of images, stochastic depth and discriminator.")
        Long seed,
    @Default("{}") @JsonPropertyDescription("Departures of the authors' code from the paper.")
        FineTuningCompatibility compatibility,
    @JsonPropertyDescription("Requests and limits of the training pod.")
        ResourceRequirements resources,
    @PreserveUnknownFields
        @SchemaFrom(type = FreeForm.class)
        @JsonPropertyDescription("A partial PodTemplateSpec, merged into the pod of this stage.")
        PodTemplateSpec podTemplate) {

  public FineTuning {
    iterations = requireNonNullElse(iterations, 20000);
    batchSize = requireNonNullElse(batchSize, 16);
    microBatchSize = requireNonNullElse(microBatchSize, 4);
    optimizer = requireNonNullElseGet(optimizer, Optimizer::defaults);
    discriminator = requireNonNullElseGet(discriminator, Discriminator::defaults);
    losses = requireNonNullElseGet(losses, Losses::defaults);
    checkpointInterval = requireNonNullElse(checkpointInterval, 500);
    dropPathRate = requireNonNullElse(dropPathRate, 0.1);
    seed = requireNonNullElse(seed, 10000L);
    compatibility = requireNonNullElseGet(compatibility, FineTuningCompatibility::defaults);
  }

  /** Weight of the perceptual loss that counts: 0 without a network to compute it. */
  public double lpipsWeight() {
    return perceptualNetwork == null ? 0 : losses.lpips();
  }

  static FineTuning defaults() {
    return new FineTuning(
        null, null, null, null, null, null, null, null, null, null, null, null, null, null);
  }
}
