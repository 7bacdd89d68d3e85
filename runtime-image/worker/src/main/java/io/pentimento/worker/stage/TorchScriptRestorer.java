package io.pentimento.worker.stage;

import ai.djl.ndarray.NDManager;
import io.pentimento.api.v1alpha1.FineTuning;
import io.pentimento.api.v1alpha1.Restorer;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.stage.FailureClass;
import io.pentimento.training.finetune.FineTuningTask;
import java.nio.file.Path;

/** TorchScript, which later versions adapt. */
record TorchScriptRestorer(Restorer manifest) implements AdaptableRestorer {

  private static StageFailure missing() {
    return new StageFailure(
        FailureClass.USER_ERROR,
        "UnsupportedArchitecture",
        "spec.restorer.architecture: TorchScript cannot be adapted by this version; use SwinIR");
  }

  @Override
  public void prepare(PreparedModels models, Path checkpoint, int size, String digest) {
    throw missing();
  }

  @Override
  public FineTuningTask fineTuning(NDManager manager, FineTuningAssembly assembly) {
    throw missing();
  }

  @Override
  public void export(
      PreparedModels base, FineTuning settings, StateDict weights, PreparedModels adapted) {
    throw missing();
  }

  @Override
  public Path weights(PreparedModels models, String name) {
    throw missing();
  }

  @Override
  public RestorerSession open(PreparedModels models, String name, SessionOptions options) {
    throw missing();
  }
}
