// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.restorer;

import static io.pentimento.core.restorer.ServingPrecision.FLOAT16;
import static io.pentimento.core.restorer.ServingPrecision.FLOAT32;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pentimento.api.v1alpha1.finetuning.FineTuningSpec;
import io.pentimento.api.v1alpha1.model.RestorerSpec;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.SourceName;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.network.file.Architecture;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.network.file.NetworkLoader;
import io.pentimento.core.network.file.SwinIrFile;
import io.pentimento.core.network.swinir.SwinIr;
import io.pentimento.core.network.swinir.SwinIrConfig;
import io.pentimento.core.onnx.OnnxModel;
import io.pentimento.core.onnx.OnnxModelFile;
import io.pentimento.core.onnx.OnnxOps;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.restorer.GraphRestorer;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.core.restorer.ServingPrecision;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.reason.SourceReason;
import io.pentimento.training.finetune.FineTuningTask;
import io.pentimento.training.inference.Inference;
import io.pentimento.training.inference.NetworkRestorer;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.StageFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** SwinIR: {@code NAME.safetensors} with its hyperparameters, and {@code NAME.onnx} to run. */
public record SwinIrRestorer(RestorerSpec manifest) implements AdaptableRestorer {

  @Override
  public void prepare(PreparedModels models, Path checkpoint, int size, String digest)
      throws IOException {
    SwinIrFile restorer =
        (SwinIrFile)
            new NetworkLoader(checkpoint, manifest.weightsKey())
                .load(Architecture.SWIN_IR, PreparedModels.given(manifest.hyperparameters()));
    restorer.requireRgb();
    if (restorer.config().outputScale() != 1) {
      throw new StageFailure(
          FailureClass.USER_ERROR,
          SourceReason.UNSUITABLE_RESTORER,
          "spec.restorer enlarges images %d times; use a restorer that keeps the image size"
              .formatted(restorer.config().outputScale()));
    }
    restorer.write(models.weights(PreparedModels.RESTORER));
    exportGraph(restorer, models.graph(PreparedModels.RESTORER), size, digest);
    models.check(SourceName.RESTORER, PreparedModels.RESTORER, Tensor.zeros(1, 3, size, size));
  }

  @Override
  public FineTuningTask fineTuning(NDManager manager, FineTuningAssembly assembly)
      throws IOException {
    SwinIrFile base = written(assembly.models());
    return assembly.onImages(
        manager, new SwinIr(trained(base, assembly.settings())), base.weights());
  }

  @Override
  public void export(
      PreparedModels base, FineTuningSpec settings, StateDict weights, PreparedModels adapted)
      throws IOException {
    SwinIrFile model = new SwinIrFile(trained(written(base), settings), weights);
    Path file = adapted.weights(PreparedModels.ADAPTED);
    model.write(file);
    int size = PreparedIndex.read(base.folder()).size();
    String digest = Digest.of(file);
    Path graph = adapted.graph(PreparedModels.ADAPTED);
    exportGraph(model, graph, size, digest);
    Float16Graph.write(restoring(model, FLOAT16, size, digest), graph, base);
  }

  private static SwinIrFile written(PreparedModels base) throws IOException {
    return (SwinIrFile)
        NetworkFile.load(
            base.weights(PreparedModels.RESTORER),
            Architecture.SWIN_IR,
            JsonNodeFactory.instance.objectNode());
  }

  private static SwinIrConfig trained(SwinIrFile base, FineTuningSpec settings) {
    return base.config()
        .withDropPathRate(FineTuningAssembly.completed(settings.dropPathRate(), "dropPathRate"));
  }

  public static void exportGraph(SwinIrFile model, Path graph, int size, String digest)
      throws IOException {
    OnnxModelFile.write(restoring(model, FLOAT32, size, digest), graph);
  }

  /** The serving graph: {@code image} in [0, 1] to {@code restored}, clamped to [0, 1]. */
  private static OnnxModel restoring(
      SwinIrFile model, ServingPrecision precision, int size, String digest) {
    OnnxOps ops = new OnnxOps(model.weights()::get, precision.of(model));
    model.recordRestoring(ops, size, size);
    Map<String, String> metadata =
        Map.of(
            "pentimento.architecture",
            "SwinIR",
            "pentimento.digest",
            digest,
            "pentimento.size",
            Integer.toString(size),
            ServingPrecision.METADATA,
            precision.published());
    return ops.model(metadata);
  }

  @Override
  public Path weights(PreparedModels models, String name) {
    return models.weights(name);
  }

  @Override
  public RestorerSession open(PreparedModels models, String name, Inference inference)
      throws IOException {
    return inference.isOnnxRuntime()
        ? new GraphRestorer(OnnxSession.open(models.graph(name), inference.onnx()))
        : new NetworkRestorer(models.network(name), inference);
  }
}
