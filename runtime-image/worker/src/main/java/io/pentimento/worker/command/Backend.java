package io.pentimento.worker.command;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.pentimento.core.network.NetworkFile;
import io.pentimento.core.network.SwinIr;
import io.pentimento.core.network.SwinIrFile;
import io.pentimento.core.network.UNet;
import io.pentimento.core.network.UNetFile;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.djl.DjlOps;
import io.pentimento.training.djl.HostTensors;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.optimizer.Parameters;
import java.util.List;

/** What computes a network. */
enum Backend {
  /** libtorch, as in training. */
  DJL {
    @Override
    Tensor forward(NetworkFile network, List<Tensor> inputs) {
      try (NDManager manager = TorchEngine.newManager();
          Parameters weights = Parameters.frozen(manager, network.weights())) {
        DjlOps ops = new DjlOps(manager, weights);
        List<NDArray> x = inputs.stream().map(t -> HostTensors.toDevice(manager, t)).toList();
        NDArray y =
            switch (network.architecture()) {
              case GUIDED_DIFFUSION_UNET ->
                  new UNet(((UNetFile) network).config()).forward(ops, x.get(0), x.get(1));
              default -> new SwinIr(((SwinIrFile) network).config()).forward(ops, x.get(0));
            };
        return HostTensors.toHost(y);
      }
    }
  },

  /** ONNX Runtime, as in sampling and serving. */
  ONNX {
    @Override
    Tensor forward(NetworkFile network, List<Tensor> inputs) {
      Tensor x = inputs.get(0);
      try (OnnxSession session =
          OnnxSession.of(network.onnx((int) x.dim(2), (int) x.dim(3)), SessionOptions.defaults())) {
        return session.run(inputs.toArray(Tensor[]::new));
      }
    }
  };

  /**
   * @param inputs images, and timesteps where the network takes them
   */
  abstract Tensor forward(NetworkFile network, List<Tensor> inputs);
}
