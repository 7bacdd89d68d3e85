// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.session;

import io.pentimento.core.network.file.CodeFormerFile;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.network.file.NetworkVisitor;
import io.pentimento.core.network.file.SwinIrFile;
import io.pentimento.core.network.file.UNetFile;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.training.inference.Inference;
import io.pentimento.training.inference.NetworkRestorer;
import org.jspecify.annotations.Nullable;

/** Sessions that restore images of any size: (1, 3, H, W) in [0, 1]. */
public final class NetworkSessions {
  private NetworkSessions() {}

  /**
   * A session for a network on this machine.
   *
   * @param w CodeFormer's fidelity weight; null for the default and for all other networks
   * @throws IllegalArgumentException if the network is not a restorer of RGB images, or {@code w}
   *     is given and the network does not take it
   */
  public static RestorerSession open(NetworkFile network, @Nullable Double w, Inference inference) {
    return network.accept(new Opening(w, inference));
  }

  private record Opening(@Nullable Double w, Inference inference)
      implements NetworkVisitor<RestorerSession> {
    @Override
    public RestorerSession uNet(UNetFile prior) {
      prior.requireRgb();
      requireNoWeight(w, prior.architecture().published());
      throw new IllegalArgumentException(
          "the model is a %s, which is not a restorer".formatted(prior.architecture().published()));
    }

    @Override
    public RestorerSession swinIr(SwinIrFile restorer) {
      restorer.requireRgb();
      requireNoWeight(w, restorer.architecture().published());
      return new NetworkRestorer(restorer, inference);
    }

    @Override
    public RestorerSession codeFormer(CodeFormerFile restorer) {
      return new CodeFormerSession(restorer, w, inference);
    }
  }

  public static void requireNoWeight(@Nullable Double w, String model) {
    if (w != null) {
      throw new IllegalArgumentException("--w requires a CodeFormer; the model is a " + model);
    }
  }
}
