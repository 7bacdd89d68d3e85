// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.generate;

import io.pentimento.contract.FailureClass;
import io.pentimento.core.diffusion.LoopListener;
import io.pentimento.core.diffusion.noise.NotFiniteException;
import io.pentimento.core.graph.OutOfMemoryException;
import io.pentimento.core.image.ImageException;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.reason.FailureReason;
import io.pentimento.worker.dataset.MadeTarget;
import io.pentimento.worker.dataset.ModelImages;
import io.pentimento.worker.dataset.PseudoTargetCache;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.StageContext;
import io.pentimento.worker.runtime.StageFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes some images and stores their pseudo targets in the cache. If the device's memory is too
 * small, this and all following batches become smaller.
 */
final class PseudoTargetBatch {
  private static final Logger LOG = LoggerFactory.getLogger(PseudoTargetBatch.class);

  private final StageContext context;
  private final TargetMaker maker;
  private final ModelImages images;
  private final PseudoTargetCache cache;
  private int largest = Integer.MAX_VALUE;

  /** Makes the pseudo target of each image of a batch (N, 3, size, size) in [0, 1]. */
  @FunctionalInterface
  interface TargetMaker {
    List<MadeTarget> make(Tensor degraded, List<Item> items, LoopListener listener);
  }

  PseudoTargetBatch(
      StageContext context, TargetMaker maker, ModelImages images, PseudoTargetCache cache) {
    this.context = context;
    this.maker = maker;
    this.images = images;
    this.cache = cache;
  }

  /** Afterwards each image has a pseudo target, or a record with the reason why it has none. */
  void make(List<Item> items) throws IOException {
    List<Item> readable = new ArrayList<>();
    List<Tensor> degraded = new ArrayList<>();
    for (Item item : items) {
      try {
        degraded.add(images.read(item));
        readable.add(item);
      } catch (ImageException e) {
        cache.giveUp(item, String.valueOf(e.getMessage()));
      }
    }
    if (!readable.isEmpty()) {
      sample(readable, degraded);
    }
  }

  private void sample(List<Item> items, List<Tensor> degraded) throws IOException {
    if (items.size() > largest) {
      halves(items, degraded);
      return;
    }
    try {
      keep(items, sampled(degraded, items));
    } catch (NotFiniteException e) {
      alone(items, degraded, e);
    } catch (OutOfMemoryException e) {
      smaller(items, degraded, e);
    }
  }

  /** An invalid result of one image must not affect the other images. */
  private void alone(List<Item> items, List<Tensor> degraded, NotFiniteException e)
      throws IOException {
    if (items.size() == 1) {
      cache.giveUp(items.get(0), items.get(0).name() + ": " + e.getMessage());
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      sample(List.of(items.get(i)), List.of(degraded.get(i)));
    }
  }

  private void smaller(List<Item> items, List<Tensor> degraded, OutOfMemoryException e)
      throws IOException {
    if (items.size() == 1) {
      throw new StageFailure(
          FailureClass.RESOURCES,
          FailureReason.OUT_OF_MEMORY,
          "the device has not enough memory for one image (%s); use a device with more"
                  .formatted(e.getMessage())
              + " memory, or pseudoTargets.precision BFloat16");
    }
    largest = (items.size() + 1) / 2;
    LOG.warn(
        "not enough device memory for {} images per network call; continuing with {}. Set"
            + " pseudoTargets.batchSize to {} to avoid the failed attempt.",
        items.size(),
        largest,
        largest);
    halves(items, degraded);
  }

  private void halves(List<Item> items, List<Tensor> degraded) throws IOException {
    int middle = (items.size() + 1) / 2;
    sample(items.subList(0, middle), degraded.subList(0, middle));
    sample(items.subList(middle, items.size()), degraded.subList(middle, items.size()));
  }

  private void keep(List<Item> items, List<MadeTarget> targets) throws IOException {
    for (int i = 0; i < items.size(); i++) {
      cache.keep(items.get(i), targets.get(i));
    }
  }

  private List<MadeTarget> sampled(List<Tensor> degraded, List<Item> items) {
    LoopListener stopping =
        new LoopListener() {
          @Override
          public boolean cancelled() {
            return context.interrupted().getAsBoolean();
          }
        };
    try {
      return maker.make(Tensor.batch(degraded), items, stopping);
    } catch (CancellationException e) {
      throw StageFailure.interrupted();
    }
  }
}
