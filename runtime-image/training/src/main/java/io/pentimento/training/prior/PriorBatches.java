// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.prior;

import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.data.ImageSampler;
import java.util.stream.IntStream;

/** Draws images and timesteps, depending on a seed and the number of a training step. */
final class PriorBatches {
  private final ImageSampler images;
  private final int batchSize;
  private final int scheduleSteps;
  private final long seed;

  PriorBatches(ImageSampler images, int batchSize, int scheduleSteps, long seed) {
    this.images = images;
    this.batchSize = batchSize;
    this.scheduleSteps = scheduleSteps;
    this.seed = seed;
  }

  PriorBatch of(long step) {
    CounterRandom random = new CounterRandom(seed, new byte[0], step);
    Tensor batch = images.batch(batchSize, random);
    int[] t = IntStream.range(0, batchSize).map(i -> random.nextInt(scheduleSteps)).toArray();
    return new PriorBatch(batch, t);
  }
}
