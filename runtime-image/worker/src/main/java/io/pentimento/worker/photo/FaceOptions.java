// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.photo;

import io.pentimento.core.face.detect.FaceDetector;
import io.pentimento.core.face.select.FaceFilter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that select the detector and the faces. */
public final class FaceOptions {
  @Option(
      names = "--detector",
      paramLabel = "FILE",
      description =
          "ONNX file of a face detector, BlazeFace or YuNet; docs/photographs.md lists sources.")
  private @Nullable Path detector;

  @Option(
      names = "--min-face",
      paramLabel = "PIXELS",
      defaultValue = "40",
      description =
          "Minimum size of a face: the longer side of its box in pixels; default:"
              + " ${DEFAULT-VALUE}.")
  private double minFace;

  @Option(
      names = "--max-faces",
      paramLabel = "N",
      defaultValue = "100",
      description =
          "Maximum number of faces per photograph, the largest first; default: ${DEFAULT-VALUE}.")
  private int maxFaces;

  /** Whether a detector was named. */
  public boolean hasDetector() {
    return detector != null;
  }

  /**
   * Loads the detector.
   *
   * @throws IllegalArgumentException if none was named, or the file is not a detector
   */
  public FaceDetector open() {
    if (detector == null) {
      throw new IllegalArgumentException(
          "Photographs need a face detector: name its ONNX file with --detector (see"
              + " docs/photographs.md).");
    }
    return FaceDetector.open(detector);
  }

  public FaceFilter filter(FaceFilter base) {
    return base.withMinSize(minFace).withMaxFaces(maxFaces);
  }
}
