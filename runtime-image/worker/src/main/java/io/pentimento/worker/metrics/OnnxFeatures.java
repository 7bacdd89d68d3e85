// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.metrics;

import io.pentimento.core.image.resize.Resize;
import io.pentimento.core.metrics.FeatureExtractor;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.tensor.Tensor;
import java.nio.file.Path;

/**
 * Features of an ONNX network: one input (N, 3, H, W) in [0, 1], to which images are resized if its
 * size is fixed; the first output is the feature vector.
 */
public final class OnnxFeatures implements FeatureExtractor, AutoCloseable {
  private final OnnxSession session;
  private final long[] input;

  public OnnxFeatures(Path file, SessionOptions options) {
    this.session = OnnxSession.open(file, options);
    this.input = session.inputs().get(0).shape();
  }

  @Override
  public String name() {
    return "given";
  }

  @Override
  public float[] features(Tensor image) {
    boolean free = input[2] <= 0 || input[3] <= 0;
    Tensor fitted = free ? image : Resize.bilinear(image, (int) input[2], (int) input[3]);
    return session.run(fitted).data();
  }

  @Override
  public void close() {
    session.close();
  }
}
