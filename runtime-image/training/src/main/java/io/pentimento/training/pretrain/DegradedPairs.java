// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.pretrain;

import io.pentimento.core.degradation.ImageDegradation;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.data.ImageSampler;
import io.pentimento.training.finetune.MicroBatch;
import io.pentimento.training.finetune.RestorerFineTuning.Batches;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Clean images, each with a version that is degraded differently at every step: data of the
 * supervised training of published restorers.
 */
public final class DegradedPairs implements Batches {
  private static final byte[] DEGRADATION = "degradation".getBytes(StandardCharsets.UTF_8);

  private final ImageSampler clean;
  private final ImageDegradation degradation;
  private final int microBatches;
  private final int microBatchSize;
  private final long seed;

  public DegradedPairs(
      ImageSampler clean,
      ImageDegradation degradation,
      int microBatches,
      int microBatchSize,
      long seed) {
    this.clean = clean;
    this.degradation = degradation;
    this.microBatches = microBatches;
    this.microBatchSize = microBatchSize;
    this.seed = seed;
  }

  @Override
  public List<MicroBatch> of(long step) {
    CounterRandom random = new CounterRandom(seed, new byte[0], step);
    List<MicroBatch> batches = new ArrayList<>();
    for (int i = 0; i < microBatches; i++) {
      Tensor targets = clean.batch(microBatchSize, random);
      Tensor real = clean.batch(microBatchSize, random);
      batches.add(new MicroBatch(degraded(targets, step * microBatches + i), targets, real));
    }
    return batches;
  }

  /** Every image has its own random stream, so that images can be processed in parallel. */
  private Tensor degraded(Tensor targets, long batch) {
    return Tensor.batch(
        IntStream.range(0, microBatchSize)
            .parallel()
            .mapToObj(
                k ->
                    degradation.apply(
                        targets.item(k),
                        new CounterRandom(seed, DEGRADATION, batch * microBatchSize + k)))
            .toList());
  }
}
