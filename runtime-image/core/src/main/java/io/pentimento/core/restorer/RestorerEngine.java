package io.pentimento.core.restorer;

import io.pentimento.core.onnx.SessionOptions;
import java.nio.file.Path;

/**
 * Computes models of another kind than ONNX; found by {@link java.util.ServiceLoader}, so that a
 * process that needs none carries none.
 */
public interface RestorerEngine {

  /** Whether a file is of this engine's kind, by its name. */
  boolean reads(Path model);

  /**
   * Loads a model and the {@link TorchScriptMetadata} beside it.
   *
   * @throws IllegalArgumentException if it cannot be loaded; the sentence names the file
   */
  RestorerSession open(Path model, SessionOptions options);
}
