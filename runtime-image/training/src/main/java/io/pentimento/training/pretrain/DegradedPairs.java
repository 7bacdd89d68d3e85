package io.pentimento.training.pretrain;

import io.pentimento.core.degradation.Degradation;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.data.ImageSampler;
import io.pentimento.training.finetune.MicroBatch;
import io.pentimento.training.finetune.RestorerFineTuning.Batches;
import java.util.ArrayList;
import java.util.List;

/**
 * Clean images, each with a freshly degraded version of itself: the supervised training that
 * published restorers had.
 */
public final class DegradedPairs implements Batches {
  private final ImageSampler clean;
  private final Degradation degradation;
  private final int microBatches;
  private final int microBatchSize;
  private final long seed;

  public DegradedPairs(
      ImageSampler clean,
      Degradation degradation,
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
      List<Tensor> degraded = new ArrayList<>();
      for (int k = 0; k < microBatchSize; k++) {
        degraded.add(degradation.apply(targets.item(k), random));
      }
      Tensor real = clean.batch(microBatchSize, random);
      batches.add(new MicroBatch(Tensor.batch(degraded), targets, real));
    }
    return batches;
  }
}
