// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.worker.compare.ComparisonPlan.Variant;
import io.pentimento.worker.local.MergePatch;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tests whether candidates are non-inferior to a baseline. Each candidate runs under every
 * condition with every seed, and is compared image by image with the baseline of the same condition
 * and seed.
 *
 * @param note a sentence below the title; may be null
 * @param margin accepted loss in {@code metrics}, relative to the baseline's mean, such as 0.02
 * @param confidenceLevel of the two-sided intervals; 0.95 if null
 * @param metrics in which a candidate must be non-inferior: the interval of its improvement lies
 *     above −margin
 * @param notWorse metrics in which it must not be shown to be worse: the interval does not lie
 *     below 0
 * @param seeds of pseudo targets and fine-tuning
 * @param conditions patches that are applied to every variant of the trial first
 */
record Trial(
    String title,
    String note,
    double margin,
    Double confidenceLevel,
    List<Metric> metrics,
    List<Metric> notWorse,
    List<Long> seeds,
    List<Variant> conditions,
    Variant baseline,
    List<Variant> candidates) {

  Trial {
    confidenceLevel = Objects.requireNonNullElse(confidenceLevel, 0.95);
    metrics = Objects.requireNonNullElse(metrics, List.of());
    notWorse = Objects.requireNonNullElse(notWorse, List.of());
    seeds = Objects.requireNonNullElse(seeds, List.of());
    conditions = Objects.requireNonNullElse(conditions, List.of());
    candidates = Objects.requireNonNullElse(candidates, List.of());
  }

  /** The first error, as a message; empty if the trial is valid. */
  Optional<String> fault() {
    String named = "trial '%s' ".formatted(title);
    return Stream.of(
            title == null ? "a trial has no title" : null,
            baseline == null || baseline.name() == null ? named + "has no baseline" : null,
            candidates.isEmpty() ? named + "has no candidates" : null,
            conditions.isEmpty() ? named + "has no conditions" : null,
            isUnnamed(candidates) ? named + "has a candidate without a name" : null,
            isUnnamed(conditions) ? named + "has a condition without a name" : null,
            seeds.isEmpty() ? named + "has no seeds" : null,
            metrics.isEmpty() && notWorse.isEmpty() ? named + "has no metrics" : null,
            margin >= 0 && margin < 1 ? null : named + "needs a margin of at least 0 and below 1",
            confidenceLevel > 0 && confidenceLevel < 1
                ? null
                : named + "needs a confidenceLevel between 0 and 1")
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static boolean isUnnamed(List<Variant> variants) {
    return variants.stream().anyMatch(variant -> variant == null || variant.name() == null);
  }

  /** Ordered by seed, so that an interrupted trial has complete comparisons. */
  List<Variant> variants() {
    return seeds.stream()
        .flatMap(
            seed ->
                conditions.stream()
                    .flatMap(
                        condition ->
                            Stream.concat(Stream.of(baseline), candidates.stream())
                                .map(variant -> variant(variant, condition, seed))))
        .toList();
  }

  /** Name of the job that runs a variant under a condition with a seed. */
  static String name(Variant variant, Variant condition, long seed) {
    return "%s-%s-%d".formatted(variant.name(), condition.name(), seed);
  }

  private static Variant variant(Variant variant, Variant condition, long seed) {
    ObjectNode seeded = JsonNodeFactory.instance.objectNode();
    seeded.withObject("/pseudoTargets").put("seed", seed);
    seeded.withObject("/fineTuning").put("seed", seed);
    JsonNode conditioned = MergePatch.compose(patch(condition), patch(variant));
    return new Variant(name(variant, condition, seed), MergePatch.compose(conditioned, seeded));
  }

  private static JsonNode patch(Variant variant) {
    return variant.spec() == null ? JsonNodeFactory.instance.objectNode() : variant.spec();
  }
}
