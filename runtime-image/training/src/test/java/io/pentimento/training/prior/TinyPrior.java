// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.prior;

import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.network.file.UNetFile;
import io.pentimento.core.network.unet.UNet;
import io.pentimento.core.network.unet.UNetConfig;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.optimizer.WeightInitializer;
import java.util.List;
import java.util.Set;

/** A prior of one level for images of 8 pixels. */
final class TinyPrior {
  static final int SIZE = 8;
  private static final UNetConfig CONFIG =
      UNetConfig.small(SIZE, 32, List.of(1.0), List.of(1)).withAttention(Set.of(), 32);

  private TinyPrior() {}

  static UNet network() {
    return new UNet(CONFIG);
  }

  static StateDict weights() {
    return WeightInitializer.uNet(3).initialize(new UNetFile(CONFIG, null).expectedShapes());
  }

  /** Weights of a prior that predicts {@code output} for every pixel and every input. */
  static StateDict constant(float... output) {
    StateDict weights = weights();
    return weights
        .with("out.2.weight", Tensor.zeros(weights.get("out.2.weight").shape()))
        .with("out.2.bias", Tensor.of(output, output.length));
  }

  static Tensor image(float level) {
    Tensor image = Tensor.zeros(1, 3, SIZE, SIZE);
    for (int i = 0; i < image.size(); i++) {
      image.data()[i] = level * (i % SIZE) / SIZE;
    }
    return image;
  }
}
