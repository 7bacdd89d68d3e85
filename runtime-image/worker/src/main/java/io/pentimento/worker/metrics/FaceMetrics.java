// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.metrics;

import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.core.face.detect.FaceDetector;
import io.pentimento.core.face.measure.AlignedFaceDetector;
import io.pentimento.core.face.measure.FaceMeasures;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.dataset.HoldoutImages;
import io.pentimento.worker.report.MetricRow;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Metrics of a face detector, which is loaded when the first of them is measured. */
final class FaceMetrics implements AutoCloseable {
  private final ImageMetrics images;
  private final Path file;
  private @Nullable FaceDetector detector;
  private @Nullable FaceMeasures measures;

  /**
   * @param file of the detector
   */
  FaceMetrics(ImageMetrics images, Path file) {
    this.images = images;
    this.file = file;
  }

  MetricRow detected() {
    FaceMeasures faces = measures();
    return images.row(Metric.FACES_DETECTED, (image, item) -> faces.detected(image));
  }

  /** Against the ground truth, or else the pseudo targets, or else the degraded images. */
  MetricRow landmarkDistance() {
    FaceMeasures faces = measures();
    return images.row(
        Metric.LANDMARK_DISTANCE, (image, item) -> faces.landmarkDistance(image, reference(item)));
  }

  private Tensor reference(Item item) {
    ImageVariants versions = images.versions();
    HoldoutImages holdout = versions.holdout();
    if (holdout.labelled().size() == holdout.items().size()) {
      return holdout.truth(item).orElseThrow();
    }
    return versions.haveTargets() ? versions.target(item) : holdout.input(item);
  }

  private FaceMeasures measures() {
    if (measures == null) {
      detector = FaceDetector.open(file);
      measures = new FaceMeasures(new AlignedFaceDetector(detector));
    }
    return measures;
  }

  @Override
  public void close() {
    if (detector != null) {
      detector.close();
    }
  }
}
