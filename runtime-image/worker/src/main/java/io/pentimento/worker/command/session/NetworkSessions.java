package io.pentimento.worker.command.session;

import io.pentimento.core.network.file.CodeFormerFile;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.network.file.SwinIrFile;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.training.inference.Inference;
import io.pentimento.training.inference.NetworkRestorer;

/** Sessions that restore images of any size: (1, 3, H, W) in [0, 1]. */
public final class NetworkSessions {
  private NetworkSessions() {}

  /**
   * @param w CodeFormer's fidelity weight; null for the default and for all other networks
   * @throws IllegalArgumentException if the network is not a restorer of RGB images, or {@code w}
   *     is given and the network does not take it
   */
  public static RestorerSession open(NetworkFile network, Double w, Inference inference) {
    if (network instanceof CodeFormerFile codeFormer) {
      return new CodeFormerSession(codeFormer, w, inference);
    }
    network.requireRgb();
    requireNoWeight(w, network.architecture().published());
    if (network instanceof SwinIrFile swinIr) {
      return new NetworkRestorer(swinIr, inference);
    }
    throw new IllegalArgumentException(
        "the model is a %s, which is not a restorer".formatted(network.architecture().published()));
  }

  public static void requireNoWeight(Double w, String model) {
    if (w != null) {
      throw new IllegalArgumentException("--w requires a CodeFormer; the model is a " + model);
    }
  }
}
