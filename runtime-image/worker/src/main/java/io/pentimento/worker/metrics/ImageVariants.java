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

/** The versions of some of the holdout's images: as they came, as each model restores them. */
public record ImageVariants(HoldoutImages holdout, List<Item> items) {

  /** A value of a version of an image. */
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

  /** The adapted model against the one that serves; empty where none was measured. */
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

  /** Of the pseudo targets, which every image must have. */
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

  /** Decoded one at a time, when they are asked for. */
  Iterable<Tensor> all(Function<Item, Tensor> version) {
    return () -> items.stream().map(version).iterator();
  }
}
