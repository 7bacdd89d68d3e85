// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.session;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.pentimento.core.graph.GraphSession;
import io.pentimento.core.network.codeformer.CodeFormer;
import io.pentimento.core.network.file.Architecture;
import io.pentimento.core.network.file.CodeFormerFile;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.network.file.SwinIrFile;
import io.pentimento.core.network.file.UNetFile;
import io.pentimento.core.network.swinir.SwinIr;
import io.pentimento.core.network.unet.UNet;
import io.pentimento.core.onnx.GraphPrecision;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.djl.ArrayTransfer;
import io.pentimento.training.djl.DjlOps;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.inference.Inference;
import io.pentimento.training.inference.InferenceEngine;
import io.pentimento.training.inference.NumberFormat;
import io.pentimento.training.optimizer.Parameters;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The engines that can compute a network. */
public enum Backend {
  /** libtorch with gradients, as in training. */
  DJL {
    @Override
    public Map<String, Tensor> forward(NetworkFile network, List<Tensor> inputs) {
      try (NDManager manager = TorchEngine.newManager();
          Parameters weights = Parameters.frozen(manager, network.weights())) {
        DjlOps ops = new DjlOps(manager, weights);
        List<NDArray> x = inputs.stream().map(t -> ArrayTransfer.toDevice(manager, t)).toList();
        Map<String, Tensor> outputs = new HashMap<>();
        forward(network, ops, x).forEach((name, y) -> outputs.put(name, toHost(y)));
        return outputs;
      }
    }

    private static Map<String, NDArray> forward(
        NetworkFile network, DjlOps ops, List<NDArray> inputs) {
      NDArray x = inputs.get(0);
      return switch (network.architecture()) {
        case GUIDED_DIFFUSION_UNET ->
            Map.of("y", new UNet(((UNetFile) network).config()).forward(ops, x, inputs.get(1)));
        case CODE_FORMER -> restored((CodeFormerFile) network, ops, x, inputs.get(1));
        default -> Map.of("y", new SwinIr(((SwinIrFile) network).config()).forward(ops, x));
      };
    }

    private static Map<String, NDArray> restored(
        CodeFormerFile network, DjlOps ops, NDArray x, NDArray w) {
      var y = new CodeFormer(network.config()).forward(ops, x, w, true);
      return Map.of("y", y.image(), "logits", y.logits(), "codes", y.codes());
    }

    /** Integer inputs are converted to float32. */
    private static Tensor toHost(NDArray y) {
      return ArrayTransfer.toHost(y.toType(DataType.FLOAT32, false));
    }
  },

  /** ONNX Runtime, as in sampling and serving. */
  ONNX {
    @Override
    public Map<String, Tensor> forward(NetworkFile network, List<Tensor> inputs) {
      return onnx(network, GraphPrecision.FLOAT32, inputs);
    }
  },

  /** ONNX Runtime with the graph whose layers compute in float16. */
  ONNX_FLOAT16 {
    @Override
    public Map<String, Tensor> forward(NetworkFile network, List<Tensor> inputs) {
      return onnx(network, network.float16(), inputs);
    }
  },

  /** libtorch without gradients, as in sampling and evaluation on a GPU. */
  LIBTORCH {
    @Override
    public Map<String, Tensor> forward(NetworkFile network, List<Tensor> inputs)
        throws IOException {
      return script(network, NumberFormat.FLOAT32, inputs);
    }
  },

  LIBTORCH_BFLOAT16 {
    @Override
    public Map<String, Tensor> forward(NetworkFile network, List<Tensor> inputs)
        throws IOException {
      return script(network, NumberFormat.BFLOAT16, inputs);
    }
  },

  LIBTORCH_FLOAT16 {
    @Override
    public Map<String, Tensor> forward(NetworkFile network, List<Tensor> inputs)
        throws IOException {
      return script(network, NumberFormat.FLOAT16, inputs);
    }
  };

  private static Map<String, Tensor> script(
      NetworkFile network, NumberFormat format, List<Tensor> inputs) throws IOException {
    Inference inference =
        new Inference(InferenceEngine.LIBTORCH, TorchEngine.deviceOfThisProcess(), 0);
    Tensor x = inputs.get(0);
    Map<String, Tensor> named = new HashMap<>();
    named.put("x", x);
    if (inputs.size() > 1) {
      named.put(network.architecture() == Architecture.CODE_FORMER ? "w" : "t", inputs.get(1));
    }
    try (GraphSession session =
        inference.open(network.graph((int) x.dim(2), (int) x.dim(3)), format)) {
      return session.run(named);
    }
  }

  private static Map<String, Tensor> onnx(
      NetworkFile network, GraphPrecision precision, List<Tensor> inputs) {
    try (GraphRun graph = new GraphRun(network, precision)) {
      return graph.forward(inputs);
    }
  }

  /**
   * Runs the network.
   *
   * @param inputs images, then timesteps or the weight w if the network takes them
   * @return the outputs by their names in the graph
   */
  public abstract Map<String, Tensor> forward(NetworkFile network, List<Tensor> inputs)
      throws IOException;
}
