// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.restorer;

import static io.pentimento.core.restorer.ServingPrecision.FLOAT16;
import static io.pentimento.core.restorer.ServingPrecision.FLOAT32;
import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pentimento.api.v1alpha1.finetuning.FineTuningSpec;
import io.pentimento.api.v1alpha1.model.RestorerSpec;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.SourceName;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.network.codeformer.CodeFormer;
import io.pentimento.core.network.file.Architecture;
import io.pentimento.core.network.file.CodeFormerFile;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.network.file.NetworkLoader;
import io.pentimento.core.onnx.OnnxModel;
import io.pentimento.core.onnx.OnnxModelFile;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.core.restorer.ServingPrecision;
import io.pentimento.core.restorer.WeightedGraphRestorer;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.reason.SourceReason;
import io.pentimento.training.finetune.FineTuningTask;
import io.pentimento.training.inference.Inference;
import io.pentimento.training.inference.NetworkRestorer;
import io.pentimento.worker.runtime.StageFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * CodeFormer: {@code NAME.safetensors} with its hyperparameters, and {@code NAME.onnx} to run with
 * the fidelity weight w of the manifest.
 */
record CodeFormerRestorer(RestorerSpec manifest) implements AdaptableRestorer {

  @Override
  public void prepare(PreparedModels models, Path checkpoint, int size, String digest)
      throws IOException {
    CodeFormerFile restorer =
        (CodeFormerFile)
            new NetworkLoader(checkpoint, manifest.weightsKey())
                .load(Architecture.CODE_FORMER, PreparedModels.given(manifest.hyperparameters()));
    requireSize(restorer, size);
    restorer.write(models.weights(PreparedModels.RESTORER));
    OnnxModelFile.write(
        restoring(restorer, FLOAT32, digest), models.graph(PreparedModels.RESTORER));
    models.check(
        SourceName.RESTORER, PreparedModels.RESTORER, Tensor.zeros(1, 3, size, size), weight());
  }

  private static void requireSize(CodeFormerFile restorer, int size) {
    int own = restorer.config().imgSize();
    if (own != size) {
      throw new StageFailure(
          FailureClass.USER_ERROR,
          SourceReason.UNSUITABLE_RESTORER,
          ("spec.restorer has an image size of %d pixels, and spec.prior of %d;"
                  + " use two models of the same size")
              .formatted(own, size));
    }
  }

  @Override
  public FineTuningTask fineTuning(NDManager manager, FineTuningAssembly assembly)
      throws IOException {
    CodeFormerFile base = written(assembly.models());
    return assembly.onCodes(manager, new CodeFormer(base.config()), base.weights());
  }

  @Override
  public void export(
      PreparedModels base, FineTuningSpec settings, StateDict weights, PreparedModels adapted)
      throws IOException {
    CodeFormerFile model = new CodeFormerFile(written(base).config(), weights);
    Path file = adapted.weights(PreparedModels.ADAPTED);
    model.write(file);
    String digest = Digest.of(file);
    Path graph = adapted.graph(PreparedModels.ADAPTED);
    OnnxModelFile.write(restoring(model, FLOAT32, digest), graph);
    Float16Graph.write(restoring(model, FLOAT16, digest), graph, base, weight());
  }

  private static CodeFormerFile written(PreparedModels base) throws IOException {
    return (CodeFormerFile)
        NetworkFile.load(
            base.weights(PreparedModels.RESTORER),
            Architecture.CODE_FORMER,
            JsonNodeFactory.instance.objectNode());
  }

  private OnnxModel restoring(CodeFormerFile model, ServingPrecision precision, String digest) {
    Map<String, String> metadata =
        Map.of(
            "pentimento.digest",
            digest,
            "pentimento.size",
            Integer.toString(model.config().imgSize()),
            ServingPrecision.METADATA,
            precision.published(),
            CodeFormerFile.FIDELITY_WEIGHT,
            Double.toString(fidelityWeight()));
    return model.restoring(metadata, precision.of(model));
  }

  private double fidelityWeight() {
    return requireNonNull(manifest.fidelityWeight(), "restorer.fidelityWeight");
  }

  private Tensor weight() {
    return Tensor.of(new float[] {(float) fidelityWeight()});
  }

  @Override
  public Path weights(PreparedModels models, String name) {
    return models.weights(name);
  }

  @Override
  public RestorerSession open(PreparedModels models, String name, Inference inference)
      throws IOException {
    return inference.isOnnxRuntime()
        ? new WeightedGraphRestorer(
            OnnxSession.open(models.graph(name), inference.onnx()), weight())
        : new NetworkRestorer(models.network(name), inference, weight());
  }
}
