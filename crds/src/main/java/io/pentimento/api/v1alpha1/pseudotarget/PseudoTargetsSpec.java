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

/** How pseudo targets are made and how the work is spread; docs/method.md, pseudo targets. */
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
        "spacing LogSNR takes each of sampler.steps at another timestep below startTimestep (K),"
            + " with method DR2 above constraintEndTimestep (L): lower sampler.steps")
@ValidationRule(
    value =
        "self.compatibility.startIndexOffset == 0"
            + (" || " + UNIFORM + " && !has(self.sampler.sectionSteps)"),
    message =
        "compatibility.startIndexOffset 1 needs evenly spaced steps: sampler.spacing Uniform"
            + " without sectionSteps")
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
    message = "source goes with method Imported, and method Imported needs a source")
@ValidationRule(
    value = "self.method == 'PGDiff' || !has(self.guidanceScale)",
    message = "guidanceScale goes with method PGDiff")
@ValidationRule(
    value = "self.method != 'PGDiff' || self.sampler.type == 'DDPM'",
    message = "method PGDiff moves the mean of DDPM's steps: it needs sampler.type DDPM")
@ValidationRule(
    value = "self.method != 'DR2' || self.constraintEndTimestep < self.startTimestep",
    message = "method DR2 walks from startTimestep (K) down to constraintEndTimestep (L), below K")
@ValidationRule(
    value =
        "self.method == 'LowFrequencyConstrained'"
            + " || self.compatibility.startIndexOffset == 0"
            + " && !self.compatibility.returnBeforeConstraint",
    message = "compatibility goes with method LowFrequencyConstrained")
public record PseudoTargetsSpec(
    @Default("LowFrequencyConstrained")
        @JsonPropertyDescription(
            "LowFrequencyConstrained: the paper's Algorithm 1. Unconditional: the same without its"
                + " constraint (SDEdit; DifFace with startTimestep 400 and DDIM). ILVR: from pure"
                + " noise, held down to L. DR2: the degraded image guides from K to L, then the"
                + " restorer sharpens. PGDiff: from pure noise, drawn to the restored image by"
                + " guidanceScale. Imported: pseudo targets made elsewhere, taken from source.")
        PseudoTargetMethod method,
    @JsonPropertyDescription(
            "Only with method Imported: images with the names of those in dataset.source, whatever"
                + " the extension. An image without one counts as failed.")
        FolderSource source,
    @Default("600")
        @Min(1)
        @Max(1000)
        @JsonPropertyDescription(
            "K: how far the restored image is noised, in steps of the full schedule of 1000.")
        Integer startTimestep,
    @Default("360")
        @Min(0)
        @Max(1000)
        @JsonPropertyDescription(
            "L: down to this step the low frequencies are held to the restored image.")
        Integer constraintEndTimestep,
    @Default("16")
        @Min(1)
        @Max(128)
        @JsonPropertyDescription(
            "N: the low-pass filter shrinks and enlarges by this factor. Smaller is more faithful,"
                + " and carries more artefacts over.")
        Integer lowPassFactor,
    @Default("{}") @JsonPropertyDescription("How the reverse process is stepped through.")
        SamplerSpec sampler,
    @Min(0)
        @Max(100)
        @JsonPropertyDescription(
            "Only with method PGDiff: how strongly each step is drawn to the restored image."
                + " Default: 0.1.")
        Double guidanceScale,
    @Default("10000")
        @Min(0)
        @JsonPropertyDescription("Key of the noise, together with image digest and step.")
        Long seed,
    @Default("1")
        @Min(1)
        @Max(1024)
        @JsonPropertyDescription("Pods among which the images are split. No effect on results.")
        Integer shards,
    @Default("1")
        @Min(1)
        @Max(256)
        @JsonPropertyDescription(
            "Images per network call. It is halved when the device's memory does not suffice.")
        Integer batchSize,
    @JsonPropertyDescription(
            "Number format of the prior's convolutions, linear layers and matrix products."
                + " BFloat16 and Float16 halve their memory and are faster on GPUs; sums in"
                + " normalisations and softmax, the sampler and the last layer stay in float32."
                + " The pseudo targets differ from those of Float32. Default: Float32.")
        SamplingPrecision precision,
    @Default("0.95")
        @Min(value = 0, inclusive = false)
        @Max(1)
        @JsonPropertyDescription(
            "Share of images that must get a pseudo target; the others are quarantined and listed.")
        Double minSuccessFraction,
    @JsonPropertyDescription(
            "Leaves bad pseudo targets out of the training. They count against minSuccessFraction.")
        PseudoTargetChecks checks,
    @Default("false")
        @JsonPropertyDescription(
            "Also make pseudo targets of the holdout, to show and to measure them in the report;"
                + " they are never trained on.")
        Boolean includeHoldout,
    @Default("{}") @JsonPropertyDescription("Departures of the authors' code from the paper.")
        PseudoTargetCompatibility compatibility,
    @JsonPropertyDescription("Requests and limits of a shard's pod.")
        ResourceRequirements resources,
    @PreserveUnknownFields
        @SchemaFrom(type = FreeForm.class)
        @JsonDeserialize(using = PodTemplateDeserializer.class)
        @JsonPropertyDescription("A partial PodTemplateSpec, merged into the pods of this stage.")
        PodTemplateSpec podTemplate) {

  private static final double DEFAULT_GUIDANCE_SCALE = 0.1;

  public PseudoTargetsSpec {
    method = requireNonNullElse(method, PseudoTargetMethod.LOW_FREQUENCY_CONSTRAINED);
    startTimestep = requireNonNullElse(startTimestep, 600);
    constraintEndTimestep = requireNonNullElse(constraintEndTimestep, 360);
    lowPassFactor = requireNonNullElse(lowPassFactor, 16);
    sampler = requireNonNullElseGet(sampler, SamplerSpec::defaults);
    seed = requireNonNullElse(seed, 10000L);
    shards = requireNonNullElse(shards, 1);
    batchSize = requireNonNullElse(batchSize, 1);
    precision = precision == SamplingPrecision.FLOAT32 ? null : precision;
    minSuccessFraction = requireNonNullElse(minSuccessFraction, 0.95);
    includeHoldout = requireNonNullElse(includeHoldout, false);
    compatibility = requireNonNullElseGet(compatibility, PseudoTargetCompatibility::defaults);
  }

  public static PseudoTargetsSpec defaults() {
    return new PseudoTargetsSpec(
        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null, null);
  }

  /** As used; Float32 is the same as no value, so that both have the same pseudo targets. */
  public SamplingPrecision effectivePrecision() {
    return requireNonNullElse(precision, SamplingPrecision.FLOAT32);
  }

  /** PGDiff's, with its default; not a part of the manifest's value. */
  public double effectiveGuidanceScale() {
    return requireNonNullElse(guidanceScale, DEFAULT_GUIDANCE_SCALE);
  }
}
