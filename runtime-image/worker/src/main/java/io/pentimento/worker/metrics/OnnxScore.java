// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.metrics;

import io.pentimento.api.v1alpha1.model.ScoringNetwork;
import io.pentimento.core.image.resize.Resize;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.tensor.Tensor;
import java.nio.file.Path;

/** A network that scores single images, with the pre-processing that the manifest declares. */
public final class OnnxScore implements AutoCloseable {
  /** Weights of red, green and blue in grey (ITU-R BT.601). */
  private static final double[] LUMA = {0.299, 0.587, 0.114};

  private final OnnxSession session;
  private final ScoringNetwork network;
  private final long[] input;

  public OnnxScore(Path file, ScoringNetwork network, SessionOptions options) {
    this.session = OnnxSession.open(file, options);
    this.network = network;
    this.input = session.inputs().get(0).shape();
  }

  /** The first output for one image (1, 3, H, W) in [0, 1]. */
  public float[] of(Tensor image) {
    boolean free = input[2] <= 0 || input[3] <= 0;
    Tensor fitted = free ? image : Resize.bilinear(image, (int) input[2], (int) input[3]);
    Tensor scaled = normalised(fitted);
    return session.run(input[1] == 1 ? grey(scaled) : scaled).data();
  }

  private Tensor normalised(Tensor image) {
    Tensor scaled = Tensor.zeros(image.shape());
    int plane = image.size() / 3;
    for (int i = 0; i < image.size(); i++) {
      int channel = i / plane;
      double centred = image.data()[i] - network.mean().get(channel);
      scaled.data()[i] = (float) (centred / network.standardDeviation().get(channel));
    }
    return scaled;
  }

  private static Tensor grey(Tensor image) {
    Tensor grey = Tensor.zeros(1, 1, image.dim(2), image.dim(3));
    int plane = grey.size();
    for (int i = 0; i < image.size(); i++) {
      grey.data()[i % plane] += (float) (LUMA[i / plane] * image.data()[i]);
    }
    return grey;
  }

  @Override
  public void close() {
    session.close();
  }
}
