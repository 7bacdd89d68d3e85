// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.metrics;

import io.pentimento.api.v1alpha1.model.ScoringNetwork;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.SourceName;
import io.pentimento.core.face.detect.FaceDetector;
import io.pentimento.core.onnx.OnnxException;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.reason.SourceReason;
import io.pentimento.worker.runtime.StageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The networks of metrics of single images, stored beside prepare's other models.
 *
 * @param folder of prepare's artefact
 */
public record ScoringNetworks(Path folder) {
  private static final int SIDE = 32;

  /** The path of the network of a source. */
  public Path file(SourceName source) {
    return folder.resolve(
        switch (source) {
          case IDENTITY_NETWORK -> "identity.onnx";
          case QUALITY_NETWORK -> "quality.onnx";
          case EVALUATION_FACE_DETECTOR -> "face-detector.onnx";
          default -> throw new IllegalArgumentException(source + " is not a metric's network");
        });
  }

  boolean has(SourceName source) {
    return Files.exists(file(source));
  }

  /**
   * Stores a copy of a network after a test run.
   *
   * @throws StageFailure if it cannot be read, or does not return finite values for an image
   */
  public void keep(SourceName source, Path original, ScoringNetwork network) throws IOException {
    Files.copy(original, file(source), StandardCopyOption.REPLACE_EXISTING);
    try (OnnxScore score =
        new OnnxScore(file(source), network, SessionOptions.defaults().withThreads(1))) {
      float[] values = score.of(Tensor.zeros(1, 3, SIDE, SIDE));
      boolean one = source != SourceName.QUALITY_NETWORK || values.length == 1;
      for (float value : values) {
        one &= Float.isFinite(value);
      }
      if (!one || values.length == 0) {
        throw refused(source, "its first output is not " + expected(source));
      }
    } catch (OnnxException e) {
      throw refused(source, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Stores a copy of a face detector.
   *
   * @throws IllegalArgumentException if it is not a detector
   */
  public void keepDetector(Path original) throws IOException {
    FaceDetector.open(original).close();
    Files.copy(
        original, file(SourceName.EVALUATION_FACE_DETECTOR), StandardCopyOption.REPLACE_EXISTING);
  }

  private static String expected(SourceName source) {
    return source == SourceName.QUALITY_NETWORK
        ? "one finite number for an image"
        : "a vector of finite numbers for an image";
  }

  private static StageFailure refused(SourceName source, String why) {
    return new StageFailure(
        FailureClass.USER_ERROR,
        SourceReason.SCORING_NETWORK_UNUSABLE,
        "spec.%s cannot score images: %s; it must be ONNX with one input (N, 3, H, W) or (N, 1, H, W)"
            .formatted(source, why));
  }
}
