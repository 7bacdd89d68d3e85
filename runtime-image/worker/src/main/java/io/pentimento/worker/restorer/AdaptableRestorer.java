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
 * What the stages do for a restorer of one architecture; they ask for the architecture only here.
 */
public sealed interface AdaptableRestorer
    permits SwinIrRestorer, CodeFormerRestorer, TorchScriptRestorer {

  /** As the manifest names it. */
  static AdaptableRestorer of(RestorerSpec manifest) {
    return switch (manifest.architecture()) {
      case SWIN_IR -> new SwinIrRestorer(manifest);
      case CODE_FORMER -> new CodeFormerRestorer(manifest);
      case TORCH_SCRIPT -> new TorchScriptRestorer(manifest);
    };
  }

  /** As prepare noted it in its artefact. */
  static AdaptableRestorer prepared(Path artifact) throws IOException {
    return of(PreparedRestorer.read(artifact));
  }

  RestorerSpec manifest();

  /**
   * Checks a published checkpoint, by one run at least, and writes all that later stages need under
   * the name {@link PreparedModels#RESTORER}.
   *
   * @param size of the square images it will restore, in pixels
   * @param digest of the checkpoint
   * @throws IllegalArgumentException if the checkpoint does not do; the sentence names the file
   * @throws StageFailure likewise
   */
  void prepare(PreparedModels models, Path checkpoint, int size, String digest) throws IOException;

  /**
   * A fine-tuning that starts from the prepared weights.
   *
   * @param manager whose memory it uses; whoever gives it closes it
   */
  FineTuningTask fineTuning(NDManager manager, FineTuningAssembly assembly) throws IOException;

  /**
   * Writes the adapted model under the name {@link PreparedModels#ADAPTED}.
   *
   * @param base prepare's models
   * @param weights as {@link FineTuningTask#best()} gave them
   */
  void export(
      PreparedModels base, FineTuningSpec settings, StateDict weights, PreparedModels adapted)
      throws IOException;

  /** The file whose digest tells one model from another. */
  Path weights(PreparedModels models, String name);

  /** Loads a model that {@link #prepare} or {@link #export} wrote. */
  RestorerSession open(PreparedModels models, String name, Inference inference) throws IOException;
}
