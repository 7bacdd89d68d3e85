// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.metrics;

import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.SourceName;
import io.pentimento.reason.SourceReason;
import io.pentimento.worker.dataset.PairedItems;
import io.pentimento.worker.restorer.PreparedModels;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.StageFailure;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Determines which metrics can be measured on the holdout of prepare.
 *
 * @param models of prepare
 */
public record MetricChoice(PreparedIndex index, PreparedModels models) {

  /**
   * The metrics to measure.
   *
   * @param asked metrics that the manifest requests; null for every metric whose inputs exist
   * @throws StageFailure if an input of a requested metric is missing
   */
  public Set<Metric> of(@Nullable List<Metric> asked) {
    Set<Metric> chosen = EnumSet.noneOf(Metric.class);
    for (Metric metric : asked == null ? List.of(Metric.values()) : asked) {
      String missing = missing(metric);
      if (missing == null) {
        chosen.add(metric);
      } else if (asked != null) {
        throw new StageFailure(
            FailureClass.USER_ERROR,
            SourceReason.METRIC_UNAVAILABLE,
            "spec.evaluation.metrics contains %s, which needs %s".formatted(metric, missing));
      }
    }
    return chosen;
  }

  /** Whether at least one image of the holdout has ground truth. */
  private boolean isLabelled() {
    PairedItems truth = new PairedItems(index.groundTruth());
    return index.holdout().stream().anyMatch(item -> truth.of(item).isPresent());
  }

  /** The missing input of a metric, or null. */
  private @Nullable String missing(Metric metric) {
    if (metric.needsGroundTruth() && !isLabelled()) {
      return "dataset.groundTruth with the names of the holdout's images";
    }
    if (metric.needsReference() && index.reference().size() < 2) {
      return "at least two images in dataset.reference";
    }
    if (metric == Metric.NIQE && index.size() < HoldoutMetrics.SMALLEST_FOR_NIQE) {
      return "images of at least %d pixels; prior.imageSize is %d"
          .formatted(HoldoutMetrics.SMALLEST_FOR_NIQE, index.size());
    }
    if (metric.needsPerceptualNetwork()
        && !Files.exists(models.weights(PreparedModels.PERCEPTUAL))) {
      return "fineTuning.perceptualNetwork";
    }
    ScoringNetworks networks = new ScoringNetworks(models.folder());
    if (metric.needsIdentityNetwork() && !networks.has(SourceName.IDENTITY_NETWORK)) {
      return "evaluation.identityNetwork";
    }
    if (metric.needsQualityNetwork() && !networks.has(SourceName.QUALITY_NETWORK)) {
      return "evaluation.qualityNetwork";
    }
    if (metric.needsFaceDetector() && !networks.has(SourceName.EVALUATION_FACE_DETECTOR)) {
      return "evaluation.faceDetector";
    }
    return metric.needsFeatureExtractor() ? setsMissing() : null;
  }

  private @Nullable String setsMissing() {
    if (!Files.exists(models.folder().resolve(PreparedModels.EXTRACTOR))) {
      return "evaluation.featureExtractor";
    }
    return index.holdout().size() < 2 ? "at least two images in the holdout" : null;
  }
}
