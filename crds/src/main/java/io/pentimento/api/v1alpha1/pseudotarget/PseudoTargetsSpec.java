// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.pseudotarget;

import static io.pentimento.api.v1alpha1.pseudotarget.SamplerExpressions.STEPS;
import static io.pentimento.api.v1alpha1.pseudotarget.SamplerExpressions.UNIFORM;
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
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.pentimento.api.v1alpha1.pod.FreeForm;
import io.pentimento.api.v1alpha1.pod.PodTemplateDeserializer;
import io.pentimento.api.v1alpha1.source.FolderSource;
import org.jspecify.annotations.Nullable;

/** How pseudo targets are computed and distributed; docs/method.md, pseudo targets. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "self.constraintEndTimestep <= self.startTimestep",
    message = "constraintEndTimestep (L) must not exceed startTimestep (K)")
@ValidationRule(
    value = "self.lowPassFactor in [1, 2, 4, 8, 16, 32, 64, 128]",
    message = "lowPassFactor (N) must be a power of two")
@ValidationRule(
    value =
        "has(self.sampler.sectionSteps) || !"
            + UNIFORM
            + (" || self.startTimestep * " + STEPS + " > 500"),
    message =
        "startTimestep (K) is less than half a step of the sampler: raise it, or sampler.steps")
@ValidationRule(
    value =
        UNIFORM
            + (" || self.method in ['ILVR', 'PGDiff', 'Imported'] || " + STEPS)
            + " <= self.startTimestep - (self.method == 'DR2' ? self.constraintEndTimestep : 0)",
    message =
        "spacing LogSNR needs a different timestep for each of sampler.steps, below startTimestep"
            + " (K) and, with method DR2, above constraintEndTimestep (L): lower sampler.steps")
@ValidationRule(
    value =
        "self.compatibility.startIndexOffset == 0"
            + (" || " + UNIFORM + " && !has(self.sampler.sectionSteps)"),
    message =
        "compatibility.startIndexOffset 1 needs evenly spaced steps: set sampler.spacing to"
            + " Uniform, and leave out sampler.sectionSteps")
@ValidationRule(
    value =
        "self.compatibility.startIndexOffset == 0"
            + (" || self.startTimestep * " + STEPS + " < 1000 * " + STEPS + " - 500"),
    message =
        "compatibility.startIndexOffset 1 needs a noisier step to start from:"
            + " lower startTimestep (K)")
@ValidationRule(
    value =
        "self.method != 'ILVR'"
            + (" || self.constraintEndTimestep * " + STEPS + " < 1000 * " + STEPS + " - 500"),
    message = "method ILVR needs a constrained step: lower constraintEndTimestep (L)")
@ValidationRule(
    value = "(self.method == 'Imported') == has(self.source)",
    message =
        "source is required by method Imported and not accepted by any other: add it, or leave it"
            + " out")
@ValidationRule(
    value = "self.method != 'Imported' || !has(self.selection)",
    message =
        "selection compares pseudo targets of several seeds; method Imported has one: leave out"
            + " selection")
@ValidationRule(
    value =
        "!has(self.adaptiveStart)"
            + " || self.method in ['LowFrequencyConstrained', 'Unconditional']",
    message =
        "adaptiveStart is only for methods that start from the restored image,"
            + " LowFrequencyConstrained and Unconditional: leave it out")
@ValidationRule(
    value =
        "!has(self.adaptiveStart)"
            + " || self.adaptiveStart.minTimestep <= self.startTimestep"
            + " && (self.method != 'LowFrequencyConstrained'"
            + " || self.adaptiveStart.minTimestep >= self.constraintEndTimestep)",
    message =
        "adaptiveStart.minTimestep must be from constraintEndTimestep (L) to startTimestep (K)")
@ValidationRule(
    value =
        "!has(self.adaptiveStart) || "
            + UNIFORM
            + " || "
            + STEPS
            + " <= self.adaptiveStart.minTimestep",
    message =
        "spacing LogSNR needs a different timestep for each of sampler.steps, below the start:"
            + " raise adaptiveStart.minTimestep or lower sampler.steps")
@ValidationRule(
    value =
        "!has(self.adaptiveStart) || has(self.sampler.sectionSteps) || !"
            + UNIFORM
            + (" || self.adaptiveStart.minTimestep * " + STEPS + " > 500"),
    message =
        "adaptiveStart.minTimestep is less than half a step of the sampler: raise it, or"
            + " sampler.steps")
@ValidationRule(
    value = "self.method == 'PGDiff' || !has(self.guidanceScale)",
    message = "guidanceScale is for method PGDiff only: leave it out")
@ValidationRule(
    value = "self.method != 'PGDiff' || self.sampler.type == 'DDPM'",
    message = "method PGDiff changes the mean of DDPM steps: set sampler.type to DDPM")
@ValidationRule(
    value = "self.method != 'DR2' || self.constraintEndTimestep < self.startTimestep",
    message =
        "method DR2 samples from startTimestep (K) down to constraintEndTimestep (L): L must be"
            + " less than K")
@ValidationRule(
    value =
        "self.method == 'LowFrequencyConstrained'"
            + " || self.compatibility.startIndexOffset == 0"
            + " && !self.compatibility.returnBeforeConstraint",
    message = "compatibility is for method LowFrequencyConstrained only: leave it out")
public record PseudoTargetsSpec(
    @Default("LowFrequencyConstrained")
        @JsonPropertyDescription(
            "LowFrequencyConstrained: Algorithm 1 of the paper. Unconditional: Algorithm 1"
                + " without its constraint (SDEdit; DifFace with startTimestep 400 and DDIM). ILVR:"
                + " starts from pure noise and constrains the low frequencies down to L. DR2: the"
                + " degraded image guides the steps from K to L; then the restorer sharpens the"
                + " result. PGDiff: starts from pure noise and is guided to the restored image with"
                + " guidanceScale. Imported: the pseudo targets are read from source.")
        PseudoTargetMethod method,
    @JsonPropertyDescription(
            "Required by method Imported, and only there: images with the same names as in"
                + " dataset.source, with any extension. An image without a pseudo target counts as"
                + " failed.")
        @Nullable FolderSource source,
    @Default("600")
        @Min(1)
        @Max(1000)
        @JsonPropertyDescription("K: timestep, of 1000, to which the restored image is noised.")
        Integer startTimestep,
    @Default("360")
        @Min(0)
        @Max(1000)
        @JsonPropertyDescription(
            "L: last timestep at which the low frequencies are replaced by those of the"
                + " restored image.")
        Integer constraintEndTimestep,
    @JsonPropertyDescription(
            "Chooses the starting timestep of each image by how much the restorer changes it."
                + " Default: startTimestep (K) for every image.")
        @Nullable AdaptiveStart adaptiveStart,
    @Default("16")
        @Min(1)
        @Max(128)
        @JsonPropertyDescription(
            "N: factor by which the low-pass filter downsamples and upsamples. Smaller factors"
                + " keep more of the restored image, including its artefacts.")
        Integer lowPassFactor,
    @Default("{}") @JsonPropertyDescription("Sampler of the reverse process.") SamplerSpec sampler,
    @Min(0)
        @Max(100)
        @JsonPropertyDescription(
            "Method PGDiff only: scale of the guidance towards the restored image. Default:"
                + " 0.1.")
        @Nullable Double guidanceScale,
    @Default("10000")
        @Min(0)
        @JsonPropertyDescription("Seed of the noise, combined with image digest and timestep.")
        Long seed,
    @Default("1")
        @Min(1)
        @Max(1024)
        @JsonPropertyDescription(
            "Number of pods that share the images. It does not change results.")
        Integer shards,
    @Min(1)
        @Max(256)
        @JsonPropertyDescription(
            "Images per network call. It is halved when the device runs out of memory. Default:"
                + " 1 on a CPU, where larger batches save little; 16 on a GPU.")
        @Nullable Integer batchSize,
    @JsonPropertyDescription(
            "Number format of the prior's convolutions, linear layers and matrix products."
                + " BFloat16 and Float16 halve their memory and are faster on GPUs; sums in"
                + " normalisations and softmax, the sampler and the last layer stay in float32."
                + " The pseudo targets differ from those of Float32. Default: Float32.")
        @Nullable SamplingPrecision precision,
    @Default("0.95")
        @Min(value = 0, inclusive = false)
        @Max(1)
        @JsonPropertyDescription(
            "Fraction of the images that must get a pseudo target. The others are quarantined"
                + " and listed.")
        Double minSuccessFraction,
    @JsonPropertyDescription(
            "Excludes bad pseudo targets from training. They count against minSuccessFraction.")
        @Nullable PseudoTargetChecks checks,
    @JsonPropertyDescription(
            "Computes pseudo targets with several seeds and uses the best one of each image."
                + " Default: one pseudo target per image.")
        @Nullable PseudoTargetSelection selection,
    @Default("false")
        @JsonPropertyDescription(
            "If true, pseudo targets are also computed for the holdout, for the report. They"
                + " are not used for training.")
        Boolean includeHoldout,
    @Default("{}")
        @JsonPropertyDescription(
            "Options that reproduce deviations of the authors' code from the paper.")
        PseudoTargetCompatibility compatibility,
    @JsonPropertyDescription("Resource requests and limits of the pods of stage generate.")
        @Nullable ResourceRequirements resources,
    @PreserveUnknownFields
        @SchemaFrom(type = FreeForm.class)
        @JsonDeserialize(using = PodTemplateDeserializer.class)
        @JsonPropertyDescription(
            "A partial PodTemplateSpec that is merged into the pods of this stage.")
        @Nullable PodTemplateSpec podTemplate) {

  private static final double DEFAULT_GUIDANCE_SCALE = 0.1;

  public PseudoTargetsSpec(
      @Nullable PseudoTargetMethod method,
      @Nullable FolderSource source,
      @Nullable Integer startTimestep,
      @Nullable Integer constraintEndTimestep,
      @Nullable AdaptiveStart adaptiveStart,
      @Nullable Integer lowPassFactor,
      @Nullable SamplerSpec sampler,
      @Nullable Double guidanceScale,
      @Nullable Long seed,
      @Nullable Integer shards,
      @Nullable Integer batchSize,
      @Nullable SamplingPrecision precision,
      @Nullable Double minSuccessFraction,
      @Nullable PseudoTargetChecks checks,
      @Nullable PseudoTargetSelection selection,
      @Nullable Boolean includeHoldout,
      @Nullable PseudoTargetCompatibility compatibility,
      @Nullable ResourceRequirements resources,
      @Nullable PodTemplateSpec podTemplate) {
    this.method = requireNonNullElse(method, PseudoTargetMethod.LOW_FREQUENCY_CONSTRAINED);
    this.startTimestep = requireNonNullElse(startTimestep, 600);
    this.constraintEndTimestep = requireNonNullElse(constraintEndTimestep, 360);
    this.lowPassFactor = requireNonNullElse(lowPassFactor, 16);
    this.sampler = requireNonNullElseGet(sampler, SamplerSpec::defaults);
    this.seed = requireNonNullElse(seed, 10000L);
    this.shards = requireNonNullElse(shards, 1);
    this.precision = precision == SamplingPrecision.FLOAT32 ? null : precision;
    this.minSuccessFraction = requireNonNullElse(minSuccessFraction, 0.95);
    this.includeHoldout = requireNonNullElse(includeHoldout, false);
    this.compatibility = requireNonNullElseGet(compatibility, PseudoTargetCompatibility::defaults);
    this.source = source;
    this.adaptiveStart = adaptiveStart;
    this.guidanceScale = guidanceScale;
    this.batchSize = batchSize;
    this.checks = checks;
    this.selection = selection;
    this.resources = resources;
    this.podTemplate = podTemplate;
  }

  public static PseudoTargetsSpec defaults() {
    return new PseudoTargetsSpec(
        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null);
  }

  /** The same settings with another starting timestep for every image. */
  public PseudoTargetsSpec startingAt(int timestep) {
    return new PseudoTargetsSpec(
        method,
        source,
        timestep,
        constraintEndTimestep,
        null,
        lowPassFactor,
        sampler,
        guidanceScale,
        seed,
        shards,
        batchSize,
        precision,
        minSuccessFraction,
        checks,
        selection,
        includeHoldout,
        compatibility,
        resources,
        podTemplate);
  }

  /**
   * The effective precision; Float32 is stored as null, so that both have the same pseudo targets.
   */
  public SamplingPrecision effectivePrecision() {
    return requireNonNullElse(precision, SamplingPrecision.FLOAT32);
  }

  /** PGDiff's guidance scale or its default; not part of the manifest. */
  public double effectiveGuidanceScale() {
    return requireNonNullElse(guidanceScale, DEFAULT_GUIDANCE_SCALE);
  }
}
