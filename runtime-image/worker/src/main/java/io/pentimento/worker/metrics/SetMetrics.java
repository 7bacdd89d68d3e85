// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.metrics;

import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.dataset.HoldoutImages;
import io.pentimento.worker.dataset.HoldoutImages.Model;
import io.pentimento.worker.report.MetricRow;
import io.pentimento.worker.report.MetricRow.Gain;
import io.pentimento.worker.report.MetricRow.Samples;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures sets of images by the distance of their features from those of clean images. */
final class SetMetrics {
  private final ImageVariants versions;
  private final Path extractor;
  private final SessionOptions options;
  private final double confidence;

  SetMetrics(ImageVariants versions, Path extractor, SessionOptions options, double confidence) {
    this.versions = versions;
    this.extractor = extractor;
    this.options = options;
    this.confidence = confidence;
  }

  MetricRow row(Metric metric, Iterable<Tensor> reference) {
    try (OnnxFeatures features = new OnnxFeatures(extractor, options)) {
      HoldoutImages holdout = versions.holdout();
      SetMeasurement m =
          new SetMeasurement(
              metric,
              features.features(versions.all(item -> holdout.restored(Model.BASE, item))),
              features.features(versions.all(item -> holdout.restored(Model.ADAPTED, item))),
              features.features(reference));
      double input = m.distance(features.features(versions.all(holdout::input)));
      SetMeasurement targets =
          versions.haveTargets()
              ? m.against(features.features(versions.all(versions::target)))
              : null;
      return row(m, input, targets).withServing(overServing(m, features));
    }
  }

  /** Null if no model serves. */
  private @Nullable MetricResult overServing(SetMeasurement m, OnnxFeatures features) {
    HoldoutImages holdout = versions.holdout();
    if (!holdout.isRestoredBy(Model.SERVING)) {
      return null;
    }
    float[][] serving =
        features.features(versions.all(item -> holdout.restored(Model.SERVING, item)));
    return new SetMeasurement(m.metric(), serving, m.adapted(), m.reference())
        .result(confidence)
        .againstServing();
  }

  private MetricRow row(SetMeasurement m, double input, @Nullable SetMeasurement targets) {
    return new MetricRow(
        m.result(confidence),
        input,
        targets == null ? null : targets.distance(targets.adapted()),
        targets == null ? null : Gain.of(targets.result(confidence)),
        null,
        null,
        null,
        List.of(),
        List.of(),
        samples(m, targets));
  }

  private static Samples samples(SetMeasurement m, @Nullable SetMeasurement targets) {
    if (!m.isResampled()) {
      return Samples.NONE;
    }
    return Samples.ofResampledSets(m.resampled(m.base()), m.resampled(m.adapted()))
        .withPseudoTargets(targets == null ? null : m.resampled(targets.adapted()));
  }
}
