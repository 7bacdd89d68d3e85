// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.script;

import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.restorer.RestorerEngine;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.core.restorer.TorchScriptMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Runs TorchScript modules for processes without libtorch on their class path, such as the server.
 */
public final class TorchScriptEngine implements RestorerEngine {

  @Override
  public boolean reads(Path model) {
    return model.toString().endsWith(TorchScriptMetadata.MODULE);
  }

  @Override
  public RestorerSession open(Path model, SessionOptions options) {
    try {
      TorchScriptMetadata card =
          TorchScriptMetadata.beside(model)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "%s: the .json file of the same name, which gives the valueRange, is missing"
                              .formatted(model)));
      return ScriptedRestorer.open(model, card.range(), options.device());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
