// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.metrics;

import static java.util.Objects.requireNonNull;

import io.pentimento.api.v1alpha1.evaluation.EvaluationSpec;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.model.ScoringNetwork;
import io.pentimento.contract.SourceName;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.worker.dataset.HoldoutImages;
import io.pentimento.worker.report.MetricRow;

/** Metrics that need no ground truth: consistency with the input, identity and quality. */
record NoReferenceMetrics(
    ImageMetrics images,
    EvaluationSpec settings,
    ScoringNetworks networks,
    SessionOptions options) {

  MetricRow consistency() {
    HoldoutImages holdout = images.versions().holdout();
    return images.row(
        Metric.CONSISTENCY, (image, item) -> Fidelity.consistency(image, holdout.input(item)));
  }

  MetricRow identity() {
    HoldoutImages holdout = images.versions().holdout();
    boolean labelled = holdout.labelled().size() == holdout.items().size();
    ScoringNetwork network = requireNonNull(settings.identityNetwork());
    try (OnnxScore score = score(SourceName.IDENTITY_NETWORK, network)) {
      ImageVariants.Value value =
          (image, item) ->
              Fidelity.degrees(
                  score.of(image),
                  score.of(labelled ? holdout.truth(item).orElseThrow() : holdout.input(item)));
      return images.row(Metric.IDENTITY, value);
    }
  }

  MetricRow quality() {
    try (OnnxScore score =
        score(SourceName.QUALITY_NETWORK, requireNonNull(settings.qualityNetwork()))) {
      return images.row(Metric.QUALITY, (image, item) -> score.of(image)[0]);
    }
  }

  private OnnxScore score(SourceName source, ScoringNetwork network) {
    return new OnnxScore(networks.file(source), network, options);
  }
}
