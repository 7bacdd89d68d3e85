// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune.codeformer;

import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.data.EpochOrder;
import io.pentimento.training.data.ImageSampler;
import io.pentimento.training.data.ImageSource;
import io.pentimento.training.data.ItemOrder;
import io.pentimento.training.finetune.codeformer.CodeFormerFineTuning.Batches;
import java.util.ArrayList;
import java.util.List;

/** Degraded images with the codes of their targets; half of the pairs are mirrored. */
public final class CodePairs implements Batches {
  private final ImageSource degraded;
  private final TargetCodes targets;
  private final CodeTuningConfig config;
  private final ItemOrder order;

  /** Epoch by epoch. */
  public CodePairs(ImageSource degraded, TargetCodes targets, CodeTuningConfig config) {
    this(degraded, targets, new EpochOrder(degraded.size(), config.seed()), config);
  }

  /**
   * @param degraded as many as {@code targets}
   * @param order of the pairs
   */
  public CodePairs(
      ImageSource degraded, TargetCodes targets, ItemOrder order, CodeTuningConfig config) {
    if (degraded.size() != targets.size()) {
      throw new IllegalArgumentException(
          "there are %d degraded images but %d targets".formatted(degraded.size(), targets.size()));
    }
    this.degraded = degraded;
    this.targets = targets;
    this.config = config;
    this.order = order;
  }

  @Override
  public List<CodeMicroBatch> of(long step) {
    List<CodeMicroBatch> batches = new ArrayList<>();
    long position = step * config.batchSize();
    for (int i = 0; i < config.microBatches(); i++) {
      batches.add(microBatch(position + (long) i * config.microBatchSize()));
    }
    return batches;
  }

  private CodeMicroBatch microBatch(long from) {
    List<Tensor> images = new ArrayList<>();
    List<Tensor> codes = new ArrayList<>();
    for (long position = from; position < from + config.microBatchSize(); position++) {
      int pair = order.item(position);
      boolean mirror = new CounterRandom(config.seed() + 1, new byte[0], position).nextInt(2) == 1;
      Tensor image = degraded.image(pair);
      images.add(mirror ? ImageSampler.mirrored(image) : image);
      codes.add(targets.of(pair, mirror));
    }
    return new CodeMicroBatch(Tensor.batch(images), Tensor.batch(codes));
  }
}
