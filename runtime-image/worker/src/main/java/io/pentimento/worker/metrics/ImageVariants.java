// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.metrics;

import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.dataset.HoldoutImages;
import io.pentimento.worker.dataset.HoldoutImages.Model;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;

/** The versions of some holdout images: degraded, and as restored by each model. */
public record ImageVariants(HoldoutImages holdout, List<Item> items) {

  /** The value of one version of an image. */
  interface Value extends ToDoubleBiFunction<Tensor, Item> {}

  boolean haveTargets() {
    return items.stream().allMatch(item -> holdout.pseudoTarget(item).isPresent());
  }

  MetricMeasurement measured(io.pentimento.api.v1alpha1.evaluation.Metric metric, Value value) {
    return new MetricMeasurement(
        metric,
        each(value, item -> holdout.restored(Model.BASE, item)),
        each(value, item -> holdout.restored(Model.ADAPTED, item)),
        each(value, holdout::input));
  }

  /** The adapted model against the serving model; empty if that was not measured. */
  Optional<MetricMeasurement> overServing(MetricMeasurement measured, Value value) {
    return holdout.isRestoredBy(Model.SERVING)
        ? Optional.of(
            new MetricMeasurement(
                measured.metric(),
                each(value, item -> holdout.restored(Model.SERVING, item)),
                measured.adapted(),
                measured.input()))
        : Optional.empty();
  }

  /** Values of the pseudo targets; every image must have one. */
  double[] targets(Value value) {
    return each(value, this::target);
  }

  double[] each(Value value, Function<Item, Tensor> version) {
    return items.stream()
        .mapToDouble(item -> value.applyAsDouble(version.apply(item), item))
        .toArray();
  }

  Tensor target(Item item) {
    return ImageFiles.read(holdout.pseudoTarget(item).orElseThrow());
  }

  /** Images are decoded one at a time, on demand. */
  Iterable<Tensor> all(Function<Item, Tensor> version) {
    return () -> items.stream().map(version).iterator();
  }
}
