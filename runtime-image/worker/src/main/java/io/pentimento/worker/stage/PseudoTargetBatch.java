package io.pentimento.worker.stage;

import io.pentimento.core.diffusion.LoopListener;
import io.pentimento.core.diffusion.NotFiniteException;
import io.pentimento.core.image.ImageException;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.stage.PreparedIndex.Item;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Some images on their way through the models and into the cache. */
final class PseudoTargetBatch {
  private final StageContext context;
  private final PseudoTargetMaker maker;
  private final ModelImages images;
  private final PseudoTargetCache cache;

  PseudoTargetBatch(
      StageContext context, PseudoTargetMaker maker, ModelImages images, PseudoTargetCache cache) {
    this.context = context;
    this.maker = maker;
    this.images = images;
    this.cache = cache;
  }

  /** Afterwards each image has a pseudo target, or a record that says why it has none. */
  void make(List<Item> items) throws IOException {
    List<Item> readable = new ArrayList<>();
    List<Tensor> degraded = new ArrayList<>();
    for (Item item : items) {
      try {
        degraded.add(images.read(item));
        readable.add(item);
      } catch (ImageException e) {
        cache.giveUp(item, e.getMessage());
      }
    }
    if (!readable.isEmpty()) {
      sample(readable, degraded);
    }
  }

  /** If the batch fails, each image is tried alone: one of them must not cost the others. */
  private void sample(List<Item> items, List<Tensor> degraded) throws IOException {
    try {
      keep(items, sampled(degraded, items));
    } catch (NotFiniteException e) {
      if (items.size() == 1) {
        cache.giveUp(items.get(0), items.get(0).name() + ": " + e.getMessage());
        return;
      }
      for (int i = 0; i < items.size(); i++) {
        sample(List.of(items.get(i)), List.of(degraded.get(i)));
      }
    }
  }

  private void keep(List<Item> items, Tensor targets) throws IOException {
    for (int i = 0; i < items.size(); i++) {
      cache.keep(items.get(i), targets.item(i));
    }
  }

  private Tensor sampled(List<Tensor> degraded, List<Item> items) {
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
