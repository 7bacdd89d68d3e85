package io.pentimento.worker.photo;

import io.pentimento.core.face.detect.FaceDetector;
import io.pentimento.core.face.select.FaceFilter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which detector finds faces, and which of them are used. */
public final class FaceOptions {
  @Option(
      names = "--detector",
      paramLabel = "FILE",
      description =
          "ONNX file of a face detector, BlazeFace or YuNet; docs/photographs.md says where to get"
              + " one.")
  private @Nullable Path detector;

  @Option(
      names = "--min-face",
      paramLabel = "PIXELS",
      defaultValue = "40",
      description = "Smallest face, the longer side of its box; default: ${DEFAULT-VALUE}.")
  private double minFace;

  @Option(
      names = "--max-faces",
      paramLabel = "N",
      defaultValue = "100",
      description = "Most faces of one photograph, the largest first; default: ${DEFAULT-VALUE}.")
  private int maxFaces;

  /** Whether a detector was named. */
  public boolean hasDetector() {
    return detector != null;
  }

  /**
   * Loads the detector.
   *
   * @throws IllegalArgumentException if none was named, or the file is no detector
   */
  public FaceDetector open() {
    if (detector == null) {
      throw new IllegalArgumentException(
          "Photographs need a face detector: name its ONNX file by --detector (see"
              + " docs/photographs.md).");
    }
    return FaceDetector.open(detector);
  }

  public FaceFilter filter(FaceFilter base) {
    return base.withMinSize(minFace).withMaxFaces(maxFaces);
  }
}
