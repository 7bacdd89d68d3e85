// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.batching;

import io.pentimento.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** Images (1, 3, H, W) of one size that are restored together, and their results. */
final class Batch {
  private final List<Tensor> images = new ArrayList<>();
  private final List<CompletableFuture<Tensor>> results = new ArrayList<>();

  CompletableFuture<Tensor> add(Tensor image) {
    CompletableFuture<Tensor> result = new CompletableFuture<>();
    images.add(image);
    results.add(result);
    return result;
  }

  int size() {
    return images.size();
  }

  /** Runs the model on all images; if that fails, on each image, so that only faulty ones fail. */
  void run(UnaryOperator<Tensor> model) {
    if (images.size() > 1 && runTogether(model)) {
      return;
    }
    for (int i = 0; i < images.size(); i++) {
      runAlone(i, model);
    }
  }

  private boolean runTogether(UnaryOperator<Tensor> model) {
    try {
      Tensor restored = model.apply(Tensor.batch(images));
      for (int i = 0; i < images.size(); i++) {
        results.get(i).complete(restored.item(i));
      }
      return true;
    } catch (RuntimeException | Error e) {
      return false;
    }
  }

  private void runAlone(int index, UnaryOperator<Tensor> model) {
    try {
      results.get(index).complete(model.apply(images.get(index)));
    } catch (RuntimeException | Error e) {
      results.get(index).completeExceptionally(e);
    }
  }
}
