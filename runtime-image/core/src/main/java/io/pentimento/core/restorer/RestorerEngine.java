// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.restorer;

import io.pentimento.core.onnx.SessionOptions;
import java.nio.file.Path;

/**
 * Computes models in formats other than ONNX; found by {@link java.util.ServiceLoader}, so that
 * processes that do not need it do not contain it.
 */
public interface RestorerEngine {

  /** Whether this engine supports a file, by its name. */
  boolean reads(Path model);

  /**
   * Loads a model and the {@link TorchScriptMetadata} beside it.
   *
   * @throws IllegalArgumentException if it cannot be loaded; the message names the file
   */
  RestorerSession open(Path model, SessionOptions options);
}
