package io.pentimento.worker.stage;

import io.pentimento.api.v1alpha1.MetricResult;
import io.pentimento.core.checkpoint.Safetensors;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.metrics.Direction;
import io.pentimento.core.metrics.MetricInfo;
import io.pentimento.core.metrics.PairedMetric;
import io.pentimento.core.network.LpipsWeights;
import io.pentimento.core.onnx.DataType;
import io.pentimento.core.onnx.OnnxOps;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** LPIPS on ONNX Runtime, with the weights that the job gives. */
final class PerceptualMetric implements PairedMetric, AutoCloseable {
  private final OnnxSession session;
  private final String network;

  PerceptualMetric(Path weightsFile, int size, SessionOptions options) throws IOException {
    StateDict weights = Safetensors.read(weightsFile);
    this.network =
        LpipsWeights.isPublishedLayout(weights)
            ? "VGG16"
            : MetricResult.OWN_NETWORK + " of widths " + LpipsWeights.network(weights).widths();
    OnnxOps ops = new OnnxOps(weights.tensors()::get);
    var a = ops.input("a", DataType.FLOAT, 1, 3, size, size);
    var b = ops.input("b", DataType.FLOAT, 1, 3, size, size);
    ops.output(
        "distance",
        LpipsWeights.network(weights).distance(ops, ops.affine(a, 2, -1), ops.affine(b, 2, -1)));
    this.session = OnnxSession.of(ops.model(Map.of()), options);
  }

  /** What measured, in words. */
  String network() {
    return network;
  }

  @Override
  public MetricInfo info() {
    return new MetricInfo("lpips", Direction.LOWER_IS_BETTER, 1);
  }

  @Override
  public double value(Tensor restored, Tensor reference) {
    return session.run(restored, reference).data()[0];
  }

  @Override
  public void close() {
    session.close();
  }
}
