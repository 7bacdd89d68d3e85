// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune;

import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.data.EpochOrder;
import io.pentimento.training.data.ImageSource;
import io.pentimento.training.data.ItemOrder;
import io.pentimento.training.finetune.RestorerFineTuning.Batches;
import java.util.ArrayList;
import java.util.List;

/**
 * Degraded images with their targets, in a given order, and clean images in a separate order
 * (docs/method.md, section 5.2: no augmentation).
 */
public final class PairedBatches implements Batches {
  private final ImageSource degraded;
  private final ImageSource targets;
  private final ImageSource real;
  private final ItemOrder pairOrder;
  private final ItemOrder realOrder;
  private final int microBatches;
  private final int microBatchSize;

  /**
   * @param degraded as many as {@code targets}
   * @param real clean images for the discriminator; the targets if there are none
   * @param order of the pairs
   */
  public PairedBatches(
      ImageSource degraded,
      ImageSource targets,
      ImageSource real,
      ItemOrder order,
      FineTuningConfig config) {
    if (degraded.size() != targets.size()) {
      throw new IllegalArgumentException(
          "there are %d degraded images but %d targets".formatted(degraded.size(), targets.size()));
    }
    this.degraded = degraded;
    this.targets = targets;
    this.real = real;
    this.pairOrder = order;
    this.realOrder = new EpochOrder(real.size(), config.seed() + 1);
    this.microBatches = config.microBatches();
    this.microBatchSize = config.microBatchSize();
  }

  @Override
  public List<MicroBatch> of(long step) {
    List<MicroBatch> batches = new ArrayList<>();
    long position = step * microBatches * microBatchSize;
    for (int i = 0; i < microBatches; i++) {
      batches.add(microBatch(position + (long) i * microBatchSize));
    }
    return batches;
  }

  private MicroBatch microBatch(long from) {
    List<Tensor> inputs = new ArrayList<>();
    List<Tensor> outputs = new ArrayList<>();
    List<Tensor> clean = new ArrayList<>();
    for (long position = from; position < from + microBatchSize; position++) {
      int pair = pairOrder.item(position);
      inputs.add(degraded.image(pair));
      outputs.add(targets.image(pair));
      clean.add(real.image(realOrder.item(position)));
    }
    return new MicroBatch(Tensor.batch(inputs), Tensor.batch(outputs), Tensor.batch(clean));
  }
}
