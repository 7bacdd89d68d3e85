// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.pentimento.api.v1alpha1.budget.BudgetSpec;
import io.pentimento.api.v1alpha1.dataset.DatasetSpec;
import io.pentimento.api.v1alpha1.evaluation.EvaluationSpec;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.finetuning.FineTuningSpec;
import io.pentimento.api.v1alpha1.model.PriorSpec;
import io.pentimento.api.v1alpha1.model.RestorerArchitecture;
import io.pentimento.api.v1alpha1.model.RestorerSpec;
import io.pentimento.api.v1alpha1.pod.PreparationSpec;
import io.pentimento.api.v1alpha1.pod.WorkspaceSpec;
import io.pentimento.api.v1alpha1.promotion.PromotionPolicy;
import io.pentimento.api.v1alpha1.promotion.PublishSpec;
import io.pentimento.api.v1alpha1.pseudotarget.PseudoTargetsSpec;
import io.pentimento.api.v1alpha1.serving.ServingSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The desired state: a restorer, a prior, images, and the settings of the stages. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "!has(self.prior.imageSize)"
            + " || self.prior.imageSize % self.pseudoTargets.lowPassFactor == 0",
    message = "pseudoTargets.lowPassFactor must divide prior.imageSize")
@ValidationRule(
    value =
        "has(self.dataset.reference) || !has(self.pseudoTargets.checks)"
            + " || !has(self.pseudoTargets.checks.maxNiqeIncrease)",
    message = "pseudoTargets.checks.maxNiqeIncrease needs the clean images of dataset.reference")
@ValidationRule(
    value =
        "has(self.dataset.reference) || !has(self.pseudoTargets.selection)"
            + " || self.pseudoTargets.selection.criterion != 'NIQE'",
    message = "pseudoTargets.selection.criterion NIQE needs the clean images of dataset.reference")
@ValidationRule(
    value =
        "has(self.evaluation.faceDetector) || !has(self.pseudoTargets.selection)"
            + " || self.pseudoTargets.selection.criterion != 'FaceScore'",
    message = "pseudoTargets.selection.criterion FaceScore needs evaluation.faceDetector")
@ValidationRule(
    value =
        "has(self.evaluation.qualityNetwork) || !has(self.pseudoTargets.selection)"
            + " || self.pseudoTargets.selection.criterion != 'Quality'",
    message = "pseudoTargets.selection.criterion Quality needs evaluation.qualityNetwork")
@ValidationRule(
    value =
        "has(self.dataset.groundTruth) || has(self.dataset.degradation)"
            + " || !self.evaluation.gates.exists(g, g.metric in ['PSNR', 'SSIM', 'LPIPS'])"
            + " && !(has(self.evaluation.metrics)"
            + " && self.evaluation.metrics.exists(m, m in ['PSNR', 'SSIM', 'LPIPS']))",
    message = "PSNR, SSIM and LPIPS need dataset.groundTruth or dataset.degradation")
@ValidationRule(
    value =
        "has(self.dataset.reference)"
            + " || !self.evaluation.gates.exists(g, g.metric in ['FID', 'KID', 'NIQE'])"
            + " && !(has(self.evaluation.metrics)"
            + " && self.evaluation.metrics.exists(m, m in ['FID', 'KID', 'NIQE']))",
    message = "FID, KID and NIQE need the clean images of dataset.reference")
@ValidationRule(
    value =
        "has(self.fineTuning.perceptualNetwork)"
            + " || !self.evaluation.gates.exists(g, g.metric == 'LPIPS')"
            + " && !(has(self.evaluation.metrics)"
            + " && self.evaluation.metrics.exists(m, m == 'LPIPS'))",
    message = "LPIPS needs fineTuning.perceptualNetwork")
@ValidationRule(
    value =
        "self.restorer.architecture != 'CodeFormer'"
            + " || !has(self.fineTuning.losses.l1) && !has(self.fineTuning.losses.lpips)"
            + " && !has(self.fineTuning.losses.gan)",
    message =
        "CodeFormer is fine-tuned on codes: leave out fineTuning.losses.l1, lpips and gan, and give"
            + " codeCrossEntropy and codeFeature")
@ValidationRule(
    value =
        "self.restorer.architecture == 'CodeFormer'"
            + " || !has(self.fineTuning.losses.codeCrossEntropy)"
            + " && !has(self.fineTuning.losses.codeFeature)",
    message =
        "fineTuning.losses.codeCrossEntropy and codeFeature are for architecture CodeFormer only:"
            + " leave them out, and use l1, lpips and gan")
@ValidationRule(
    value = "self.restorer.architecture == 'SwinIR' || !has(self.fineTuning.dropPathRate)",
    message = "fineTuning.dropPathRate is for architecture SwinIR only: leave it out")
@ValidationRule(
    value =
        "self.restorer.architecture != 'TorchScript' || !has(self.serving.precision)"
            + " || self.serving.precision == 'Float32'",
    message =
        "serving.precision Float16 is for SwinIR and CodeFormer only, because a TorchScript module"
            + " has its own number format: leave precision out")
@ValidationRule(
    value =
        "!has(self.ttlSecondsAfterFinished)"
            + " || has(self.serving.replicas) && self.serving.replicas == 0"
            + " || self.serving.deletionPolicy == 'Retain'",
    message =
        "ttlSecondsAfterFinished would delete the servers together with the job: set"
            + " serving.deletionPolicy to Retain to keep them, or serving.replicas to 0")
@ValidationRule(
    value =
        "self.promotion != 'Manual' || !has(self.serving.replicas) || self.serving.replicas > 0",
    message =
        "promotion Manual approves models for serving, but serving.replicas is 0: leave out"
            + " promotion, or set serving.replicas above 0")
@ValidationRule(
    value =
        "self.restorer.architecture != 'TorchScript' || !has(self.fineTuning.precision)"
            + " || self.fineTuning.precision == 'Float32'",
    message =
        "fineTuning.precision BFloat16 is for SwinIR and CodeFormer only, because a TorchScript"
            + " module has its own number format: leave precision out")
@ValidationRule(
    value =
        "(has(self.fineTuning.batchSize) ? self.fineTuning.batchSize"
            + " : self.restorer.architecture == 'CodeFormer' ? 8 : 16)"
            + " % self.fineTuning.microBatchSize == 0",
    message = "fineTuning.batchSize must be a multiple of fineTuning.microBatchSize")
@ValidationRule(
    value =
        "has(self.fineTuning.optimizer.milestones)"
            + " || (has(self.fineTuning.optimizer.minLearningRate)"
            + " ? self.fineTuning.optimizer.minLearningRate"
            + " : self.restorer.architecture == 'CodeFormer' ? 0.0 : 5.0e-6)"
            + " <= (has(self.fineTuning.optimizer.learningRate)"
            + " ? self.fineTuning.optimizer.learningRate"
            + " : self.restorer.architecture == 'CodeFormer' ? 1.0e-4 : 2.0e-5)",
    message =
        "fineTuning.optimizer.minLearningRate must not exceed fineTuning.optimizer.learningRate")
public record AdaptationJobSpec(
    @Required @JsonPropertyDescription("The restoration model to adapt.") RestorerSpec restorer,
    @Required
        @JsonPropertyDescription("The diffusion model that provides the prior over clean images.")
        PriorSpec prior,
    @Required @JsonPropertyDescription("The degraded images, and optional clean images.")
        DatasetSpec dataset,
    @Default("{}")
        @JsonPropertyDescription("The pod that reads all sources and converts checkpoints.")
        PreparationSpec preparation,
    @Default("{}")
        @JsonPropertyDescription(
            "How the prior computes a pseudo target, the training target of one image.")
        PseudoTargetsSpec pseudoTargets,
    @Default("{}")
        @JsonPropertyDescription("How the restorer is trained on pairs of image and pseudo target.")
        FineTuningSpec fineTuning,
    @Default("{}")
        @JsonPropertyDescription(
            "How the base model and the adapted model are compared on the holdout.")
        EvaluationSpec evaluation,
    @JsonPropertyDescription(
            "Where the adapted model is published once it has passed the gate. Servers start after"
                + " that. Default: it is not published.")
        @Nullable PublishSpec publish,
    @Default("Automatic")
        @JsonPropertyDescription(
            "Automatic: a model that passed the gate is served. Manual: it is served once the"
                + " annotation pentimento.io/approved-digest of this job holds its digest.")
        PromotionPolicy promotion,
    @Default("{}") @JsonPropertyDescription("How the adapted model is served.") ServingSpec serving,
    @Required @JsonPropertyDescription("Volume where stages store their artefacts.")
        WorkspaceSpec workspace,
    @JsonPropertyDescription("Limit of GPU time. Default: no limit.") @Nullable BudgetSpec budget,
    @Default("false")
        @JsonPropertyDescription(
            "If true, no stage runs. Finished work is kept, as in a suspended Job.")
        Boolean suspend,
    @Min(1)
        @JsonPropertyDescription(
            "The job fails if it is not finished after this many seconds, counted from its"
                + " start without the time it is suspended. Default: no limit.")
        @Nullable Long activeDeadlineSeconds,
    @Min(1)
        @JsonPropertyDescription(
            "The job fails if the pods of a stage do not run within this many seconds, for"
                + " example for lack of quota, nodes or images. Default: no limit.")
        @Nullable Long preRunningDeadlineSeconds,
    @Min(0)
        @JsonPropertyDescription(
            "The job is deleted this many seconds after it finished. This requires"
                + " serving.deletionPolicy Retain, which keeps the servers, or serving.replicas 0."
                + " Default: the job is kept.")
        @Nullable Integer ttlSecondsAfterFinished,
    @Default("6")
        @Min(0)
        @Max(100)
        @JsonPropertyDescription("Number of retries of a stage before the job fails, as in a Job.")
        Integer backoffLimit) {

  public AdaptationJobSpec {
    preparation = requireNonNullElseGet(preparation, PreparationSpec::defaults);
    pseudoTargets = requireNonNullElseGet(pseudoTargets, PseudoTargetsSpec::defaults);
    fineTuning =
        requireNonNullElseGet(fineTuning, FineTuningSpec::defaults)
            .completedFor(
                restorer == null ? RestorerArchitecture.SWIN_IR : restorer.architecture());
    evaluation = requireNonNullElseGet(evaluation, EvaluationSpec::defaults);
    serving = requireNonNullElseGet(serving, ServingSpec::defaults);
    promotion = requireNonNullElse(promotion, PromotionPolicy.AUTOMATIC);
    suspend = requireNonNullElse(suspend, false);
    backoffLimit = requireNonNullElse(backoffLimit, 6);
  }

  /** A copy that starts no servers. */
  public AdaptationJobSpec withoutServers() {
    return new AdaptationJobSpec(
        restorer,
        prior,
        dataset,
        preparation,
        pseudoTargets,
        fineTuning,
        evaluation,
        publish,
        promotion,
        serving.withoutReplicas(),
        workspace,
        budget,
        suspend,
        activeDeadlineSeconds,
        preRunningDeadlineSeconds,
        ttlSecondsAfterFinished,
        backoffLimit);
  }

  /**
   * The metrics of the evaluation: the requested ones, which are rejected if their inputs are
   * missing, or else all whose inputs are given.
   */
  public List<Metric> measurableMetrics() {
    List<Metric> wanted = requireNonNullElse(evaluation.metrics(), List.of(Metric.values()));
    return wanted.stream().filter(this::isMeasurable).toList();
  }

  private boolean isMeasurable(Metric metric) {
    return (!metric.needsGroundTruth() || dataset.hasGroundTruth())
        && (!metric.needsReference() || dataset.reference() != null)
        && (!metric.needsPerceptualNetwork() || fineTuning.perceptualNetwork() != null)
        && (!metric.needsFeatureExtractor() || evaluation.featureExtractor() != null)
        && (!metric.needsIdentityNetwork() || evaluation.identityNetwork() != null)
        && (!metric.needsQualityNetwork() || evaluation.qualityNetwork() != null)
        && (!metric.needsFaceDetector() || evaluation.faceDetector() != null);
  }
}
