// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.restorer;

import ai.djl.ndarray.NDManager;
import io.pentimento.api.v1alpha1.finetuning.FineTuningSpec;
import io.pentimento.api.v1alpha1.model.RestorerSpec;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.training.finetune.FineTuningTask;
import io.pentimento.training.inference.Inference;
import io.pentimento.worker.runtime.StageFailure;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The operations of the stages that depend on the architecture of the restorer. No other code of
 * the stages depends on it.
 */
public sealed interface AdaptableRestorer
    permits SwinIrRestorer, CodeFormerRestorer, TorchScriptRestorer {

  /** The restorer of a manifest. */
  static AdaptableRestorer of(RestorerSpec manifest) {
    return switch (manifest.architecture()) {
      case SWIN_IR -> new SwinIrRestorer(manifest);
      case CODE_FORMER -> new CodeFormerRestorer(manifest);
      case TORCH_SCRIPT -> new TorchScriptRestorer(manifest);
    };
  }

  /** The restorer that prepare stored in its artefact. */
  static AdaptableRestorer prepared(Path artifact) throws IOException {
    return of(PreparedRestorer.read(artifact));
  }

  RestorerSpec manifest();

  /**
   * Checks a published checkpoint by at least one run, and writes the files that later stages need
   * under the name {@link PreparedModels#RESTORER}.
   *
   * @param size of the square images to restore, in pixels
   * @param digest of the checkpoint
   * @throws IllegalArgumentException if the checkpoint is not usable; the message names the file
   * @throws StageFailure if the checkpoint is not usable
   */
  void prepare(PreparedModels models, Path checkpoint, int size, String digest) throws IOException;

  /**
   * A fine-tuning that starts from the prepared weights.
   *
   * @param manager of the tensors' memory; the caller closes it
   */
  FineTuningTask fineTuning(NDManager manager, FineTuningAssembly assembly) throws IOException;

  /**
   * Writes the adapted model under the name {@link PreparedModels#ADAPTED}.
   *
   * @param base the models of prepare
   * @param weights from {@link FineTuningTask#best()}
   */
  void export(
      PreparedModels base, FineTuningSpec settings, StateDict weights, PreparedModels adapted)
      throws IOException;

  /** The file whose digest identifies a model. */
  Path weights(PreparedModels models, String name);

  /** Loads a model written by {@link #prepare} or {@link #export}. */
  RestorerSession open(PreparedModels models, String name, Inference inference) throws IOException;
}
