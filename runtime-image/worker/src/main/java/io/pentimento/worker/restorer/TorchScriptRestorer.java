// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.restorer;

import ai.djl.ndarray.NDManager;
import io.pentimento.api.v1alpha1.finetuning.FineTuningSpec;
import io.pentimento.api.v1alpha1.model.RestorerSpec;
import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.restorer.PixelValueRange;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.core.restorer.TorchScriptMetadata;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.finetune.FineTuningTask;
import io.pentimento.training.inference.Inference;
import io.pentimento.training.optimizer.Parameters;
import io.pentimento.training.script.ScriptModule;
import io.pentimento.training.script.ScriptedRestorer;
import io.pentimento.worker.runtime.PreparedIndex;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;

/** A user's module: {@code NAME.pt}, unchanged and with adapted parameters. */
record TorchScriptRestorer(RestorerSpec manifest) implements AdaptableRestorer {

  private PixelValueRange range() {
    return switch (manifest.valueRange()) {
      case ZERO_TO_ONE -> PixelValueRange.ZERO_TO_ONE;
      case MINUS_ONE_TO_ONE -> PixelValueRange.MINUS_ONE_TO_ONE;
    };
  }

  @Override
  public void prepare(PreparedModels models, Path checkpoint, int size, String digest)
      throws IOException {
    ModuleCheck.require(checkpoint, range(), size);
    AtomicFile.write(
        weights(models, PreparedModels.RESTORER),
        out -> Files.copy(checkpoint, Channels.newOutputStream(out)));
  }

  @Override
  public FineTuningTask fineTuning(NDManager manager, FineTuningAssembly assembly)
      throws IOException {
    Path base = weights(assembly.models(), PreparedModels.RESTORER);
    return assembly.onImages(manager, ScriptModule.load(manager, base), range());
  }

  @Override
  public void export(
      PreparedModels base, FineTuningSpec settings, StateDict weights, PreparedModels adapted)
      throws IOException {
    Path file = weights(adapted, PreparedModels.ADAPTED);
    try (NDManager manager = TorchEngine.newManager();
        ScriptModule module = ScriptModule.load(manager, weights(base, PreparedModels.RESTORER));
        Parameters parameters = Parameters.shared(manager, module::parameters)) {
      parameters.restore(weights);
      module.write(file);
    }
    TorchScriptMetadata.of(range(), PreparedIndex.read(base.folder()).size()).writeBeside(file);
  }

  @Override
  public Path weights(PreparedModels models, String name) {
    return models.folder().resolve(name + TorchScriptMetadata.MODULE);
  }

  @Override
  public RestorerSession open(PreparedModels models, String name, Inference inference)
      throws IOException {
    return ScriptedRestorer.open(weights(models, name), range(), inference.device());
  }
}
