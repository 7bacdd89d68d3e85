// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.finetuning;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.pentimento.api.v1alpha1.model.RestorerArchitecture;
import io.pentimento.api.v1alpha1.pod.FreeForm;
import io.pentimento.api.v1alpha1.pod.PodTemplateDeserializer;
import io.pentimento.api.v1alpha1.source.FileSource;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the training of the restorer on pairs of images and pseudo targets; docs/method.md,
 * fine-tuning. Omitted fields whose default depends on the architecture are null until {@link
 * #completedFor}.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FineTuningSpec(
    @Min(1)
        @JsonPropertyDescription("Number of optimizer steps. Default: 20000; CodeFormer: 40000.")
        @Nullable Integer iterations,
    @Min(1)
        @Max(4096)
        @JsonPropertyDescription("Images per optimizer step. Default: 16; CodeFormer: 8.")
        @Nullable Integer batchSize,
    @Default("4")
        @Min(1)
        @Max(4096)
        @JsonPropertyDescription(
            "Images per forward and backward pass; gradients are accumulated until batchSize is"
                + " reached.")
        Integer microBatchSize,
    @Default("{}") @JsonPropertyDescription("Optimizer of the restorer.") OptimizerSpec optimizer,
    @Default("{}")
        @JsonPropertyDescription("Discriminator of the adversarial loss and its optimizer.")
        DiscriminatorSpec discriminator,
    @Default("{}") @JsonPropertyDescription("Weights of the loss terms.") LossWeights losses,
    @JsonPropertyDescription(
            "VGG16 with the LPIPS heads, .pth or .safetensors. Without it, the perceptual loss"
                + " and the metric LPIPS are not available.")
        @Nullable FileSource perceptualNetwork,
    @Default("500")
        @Min(1)
        @JsonPropertyDescription(
            "Iterations between checkpoints. A preemption loses at most this much work.")
        Integer checkpointInterval,
    @Min(0)
        @Max(value = 1, inclusive = false)
        @JsonPropertyDescription(
            "SwinIR only: stochastic depth, drop probability of the last block. Default: 0.1.")
        @Nullable Double dropPathRate,
    @Min(0)
        @Max(value = 1, inclusive = false)
        @JsonPropertyDescription(
            "Decay of the exponential moving average of the weights; if set, the average is"
                + " exported. Default: none, as in the paper; CodeFormer: 0.995.")
        @Nullable Double emaDecay,
    @JsonPropertyDescription(
            "Number format of the restorer's convolutions, linear layers and matrix products."
                + " BFloat16 is faster on GPUs; weights, gradients, optimizer, discriminator and"
                + " losses stay in float32. SwinIR and CodeFormer only. Default: Float32.")
        @Nullable TrainingPrecision precision,
    @Default("10000")
        @Min(0)
        @JsonPropertyDescription("Seed of image order, stochastic depth and discriminator weights.")
        Long seed,
    @Default("{}")
        @JsonPropertyDescription(
            "Options that reproduce deviations of the authors' code from the paper.")
        FineTuningCompatibility compatibility,
    @JsonPropertyDescription("Resource requests and limits of the pod of stage train.")
        @Nullable ResourceRequirements resources,
    @PreserveUnknownFields
        @SchemaFrom(type = FreeForm.class)
        @JsonDeserialize(using = PodTemplateDeserializer.class)
        @JsonPropertyDescription(
            "A partial PodTemplateSpec that is merged into the pods of this stage.")
        @Nullable PodTemplateSpec podTemplate) {

  private static final int ITERATIONS = 20_000;
  private static final int ITERATIONS_ON_CODES = 40_000;
  private static final int BATCH_SIZE = 16;
  private static final int BATCH_SIZE_ON_CODES = 8;

  public FineTuningSpec(
      @Nullable Integer iterations,
      @Nullable Integer batchSize,
      @Nullable Integer microBatchSize,
      @Nullable OptimizerSpec optimizer,
      @Nullable DiscriminatorSpec discriminator,
      @Nullable LossWeights losses,
      @Nullable FileSource perceptualNetwork,
      @Nullable Integer checkpointInterval,
      @Nullable Double dropPathRate,
      @Nullable Double emaDecay,
      @Nullable TrainingPrecision precision,
      @Nullable Long seed,
      @Nullable FineTuningCompatibility compatibility,
      @Nullable ResourceRequirements resources,
      @Nullable PodTemplateSpec podTemplate) {
    this.microBatchSize = requireNonNullElse(microBatchSize, 4);
    this.optimizer = requireNonNullElseGet(optimizer, OptimizerSpec::defaults);
    this.discriminator = requireNonNullElseGet(discriminator, DiscriminatorSpec::defaults);
    this.losses = requireNonNullElseGet(losses, LossWeights::defaults);
    this.checkpointInterval = requireNonNullElse(checkpointInterval, 500);
    this.precision = precision == TrainingPrecision.FLOAT32 ? null : precision;
    this.seed = requireNonNullElse(seed, 10000L);
    this.compatibility = requireNonNullElseGet(compatibility, FineTuningCompatibility::defaults);
    this.iterations = iterations;
    this.batchSize = batchSize;
    this.perceptualNetwork = perceptualNetwork;
    this.dropPathRate = dropPathRate;
    this.emaDecay = emaDecay;
    this.resources = resources;
    this.podTemplate = podTemplate;
  }

  /** The effective precision; Float32 is stored as null, so that both have the same stage key. */
  public TrainingPrecision effectivePrecision() {
    return requireNonNullElse(precision, TrainingPrecision.FLOAT32);
  }

  /** The effective weight of the perceptual loss: 0 without a network to compute it. */
  public double lpipsWeight() {
    return perceptualNetwork == null || losses.lpips() == null ? 0 : losses.lpips();
  }

  /** A copy in which omitted fields have the published settings of that architecture. */
  public FineTuningSpec completedFor(RestorerArchitecture architecture) {
    return switch (architecture) {
      case SWIN_IR -> onImages(requireNonNullElse(dropPathRate, 0.1));
      case TORCH_SCRIPT -> onImages(null);
      case CODE_FORMER -> onCodes();
    };
  }

  private FineTuningSpec onImages(@Nullable Double drop) {
    return with(
        requireNonNullElse(iterations, ITERATIONS),
        requireNonNullElse(batchSize, BATCH_SIZE),
        optimizer.onImages(),
        losses.onImages(),
        drop,
        emaDecay);
  }

  private FineTuningSpec onCodes() {
    int updates = requireNonNullElse(iterations, ITERATIONS_ON_CODES);
    return with(
        updates,
        requireNonNullElse(batchSize, BATCH_SIZE_ON_CODES),
        optimizer.onCodes(updates),
        losses.onCodes(),
        null,
        requireNonNullElse(emaDecay, 0.995));
  }

  private FineTuningSpec with(
      int updates,
      int batch,
      OptimizerSpec restorers,
      LossWeights weights,
      @Nullable Double drop,
      @Nullable Double average) {
    return new FineTuningSpec(
        updates,
        batch,
        microBatchSize,
        restorers,
        discriminator,
        weights,
        perceptualNetwork,
        checkpointInterval,
        drop,
        average,
        precision,
        seed,
        compatibility,
        resources,
        podTemplate);
  }

  public static FineTuningSpec defaults() {
    return new FineTuningSpec(
        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
  }
}
