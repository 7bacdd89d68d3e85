package io.pentimento.worker.command;

import ai.djl.ndarray.NDManager;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.optimizer.Parameters;
import io.pentimento.training.script.ScriptModule;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a TorchScript module has besides its code, which is not run.
 *
 * @param trainable how many of the parameters can be trained
 */
record ModuleContents(StateDict parameters, int trainable) {

  /**
   * Loads the module and lets it go again.
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
