package io.pentimento.training.prior;

import io.pentimento.core.random.CounterNoise;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.random.Purpose;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.data.ImageSampler;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/** Draws images, noise and steps of the schedule from a seed and the number of a training step. */
final class PriorBatches {
  private static final byte[] NO_DIGEST = new byte[0];

  /** Takes the place of an image's digest: this noise belongs to no image. */
  private static final byte[] NOISE = "prior training".getBytes(StandardCharsets.UTF_8);

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
    CounterRandom random = new CounterRandom(seed, NO_DIGEST, step);
    Tensor batch = images.batch(batchSize, random);
    int[] t = IntStream.range(0, batchSize).map(i -> random.nextInt(scheduleSteps)).toArray();
    float[] noise = CounterNoise.of(seed, NOISE).normal(step, Purpose.START, batch.size());
    return new PriorBatch(batch, Tensor.of(noise, batch.shape()), t);
  }
}
