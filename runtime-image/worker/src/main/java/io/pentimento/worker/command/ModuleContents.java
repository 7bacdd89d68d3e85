// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command;

import ai.djl.ndarray.NDManager;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.optimizer.Parameters;
import io.pentimento.training.script.ScriptModule;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The parameters of a TorchScript module, read without running its code.
 *
 * @param trainable number of trainable parameters
 */
record ModuleContents(StateDict parameters, int trainable) {

  /**
   * Loads the module and releases it again.
   *
   * @throws IllegalArgumentException if it does not load
   */
  static ModuleContents of(Path file) throws IOException {
    try (NDManager manager = TorchEngine.newManager();
        ScriptModule module = ScriptModule.load(manager, file);
        Parameters parameters = Parameters.shared(manager, module::parameters)) {
      return new ModuleContents(parameters.toStateDict(), parameters.trainable().size());
    }
  }
}
