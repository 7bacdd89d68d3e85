// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.selection;

import static java.util.Objects.requireNonNull;

import io.pentimento.api.v1alpha1.model.ScoringNetwork;
import io.pentimento.api.v1alpha1.pseudotarget.PseudoTargetSelection;
import io.pentimento.contract.SourceName;
import io.pentimento.core.face.Face;
import io.pentimento.core.face.detect.FaceDetector;
import io.pentimento.core.face.measure.AlignedFaceDetector;
import io.pentimento.core.metrics.niqe.Niqe;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.worker.dataset.ModelImages;
import io.pentimento.worker.metrics.DatasetNiqe;
import io.pentimento.worker.metrics.OnnxScore;
import io.pentimento.worker.metrics.ScoringNetworks;
import io.pentimento.worker.runtime.PreparedIndex;
import org.jspecify.annotations.Nullable;

/** The criterion of a job, with its network. */
public final class JobCriterion implements AutoCloseable {
  private final Criterion criterion;
  private final Runnable release;

  private JobCriterion(Criterion criterion, Runnable release) {
    this.criterion = criterion;
    this.release = release;
  }

  /**
   * Loads the network of a criterion.
   *
   * @param images of prepare
   * @param quality input format of the quality network; only for criterion Quality
   */
  public static JobCriterion open(
      PseudoTargetSelection settings,
      PreparedIndex index,
      ModelImages images,
      @Nullable ScoringNetwork quality,
      SessionOptions options) {
    ScoringNetworks networks = new ScoringNetworks(images.artifact());
    return switch (settings.criterion()) {
      case MEDOID -> new JobCriterion(Criterion.medoid(), () -> {});
      case NIQE -> natural(index, images);
      case FACE_SCORE -> ofFaces(networks);
      case QUALITY -> {
        OnnxScore score =
            new OnnxScore(
                networks.file(SourceName.QUALITY_NETWORK),
                requireNonNull(quality, "quality network"),
                options);
        yield new JobCriterion(Criterion.ofImages(image -> score.of(image)[0]), score::close);
      }
    };
  }

  private static JobCriterion natural(PreparedIndex index, ModelImages images) {
    Niqe niqe = DatasetNiqe.of(index, images, "spec.pseudoTargets.selection.criterion NIQE");
    return new JobCriterion(Criterion.ofImages(image -> -niqe.value(image)), () -> {});
  }

  private static JobCriterion ofFaces(ScoringNetworks networks) {
    FaceDetector network = FaceDetector.open(networks.file(SourceName.EVALUATION_FACE_DETECTOR));
    AlignedFaceDetector detector = new AlignedFaceDetector(network);
    return new JobCriterion(
        Criterion.ofImages(image -> detector.find(image).map(Face::score).orElse(0.0)),
        network::close);
  }

  /** The candidates of a job's images. */
  public SeedCandidates candidates(PseudoTargetSelection settings) {
    Double strength = settings.anchorStrength();
    return new SeedCandidates(
        settings.candidates(),
        new BestCandidate(criterion, settings.consistencyMargin()),
        strength == null ? null : new SourceAnchor(strength));
  }

  @Override
  public void close() {
    release.run();
  }
}
