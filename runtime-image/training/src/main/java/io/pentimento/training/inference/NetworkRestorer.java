// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.inference;

import io.pentimento.core.graph.GraphSession;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A restorer for images of any size. A recorded network has one size; the last one is cached. Not
 * thread-safe.
 */
public final class NetworkRestorer implements RestorerSession {
  private final NetworkFile network;
  private final Inference inference;
  private final Tensor[] parameters;
  private @Nullable Opened opened;

  /** A session for images of one size (height, width). */
  private record Opened(GraphSession session, long[] size) {}

  /**
   * @param parameters inputs in addition to the image, such as CodeFormer's scalar w
   */
  public NetworkRestorer(NetworkFile network, Inference inference, Tensor... parameters) {
    this.network = network;
    this.inference = inference;
    this.parameters = parameters.clone();
  }

  @Override
  public Tensor restore(Tensor images) {
    long[] wanted = {images.dim(2), images.dim(3)};
    return session(wanted)
        .run(Stream.concat(Stream.of(images), Arrays.stream(parameters)).toArray(Tensor[]::new));
  }

  private GraphSession session(long... wanted) {
    if (opened == null || !Arrays.equals(opened.size(), wanted)) {
      close();
      opened = new Opened(open(wanted), wanted);
    }
    return opened.session();
  }

  private GraphSession open(long... wanted) {
    try {
      return inference.open(
          network.restorer((int) wanted[0], (int) wanted[1]), NumberFormat.FLOAT32);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (opened != null) {
      opened.session().close();
      opened = null;
    }
  }
}
