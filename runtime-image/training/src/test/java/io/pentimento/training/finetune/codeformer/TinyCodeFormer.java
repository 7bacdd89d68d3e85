// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune.codeformer;

import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.network.codeformer.CodeFormer;
import io.pentimento.core.network.codeformer.CodeFormerConfig;
import io.pentimento.core.network.file.CodeFormerFile;
import io.pentimento.core.network.vqgan.VqganConfig;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.data.ImageSource;
import io.pentimento.training.optimizer.WeightInitializer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A CodeFormer with random weights for images of 16 pixels, and such images. */
final class TinyCodeFormer {
  static final int SIZE = 16;
  static final CodeFormerConfig CONFIG =
      new CodeFormerConfig(
          new VqganConfig(32, List.of(1, 1, 1), 1, Set.of(2), 16, 32), 4, 32, 32, 8, 1, Set.of(1));

  private TinyCodeFormer() {}

  static CodeFormer network() {
    return new CodeFormer(CONFIG);
  }

  static StateDict weights() {
    CodeFormerFile shape = new CodeFormerFile(CONFIG, StateDict.of(Map.of()));
    return WeightInitializer.codeFormer(5).initialize(shape.expectedShapes());
  }

  /** Images with random pixels in [0, 1]. */
  static ImageSource images(long seed, int count) {
    return new ImageSource(count, i -> image(seed + i));
  }

  private static Tensor image(long seed) {
    CounterRandom random = new CounterRandom(seed, new byte[0], 0);
    Tensor image = Tensor.zeros(1, 3, SIZE, SIZE);
    for (int i = 0; i < image.size(); i++) {
      image.data()[i] = (float) random.nextDouble();
    }
    return image;
  }
}
