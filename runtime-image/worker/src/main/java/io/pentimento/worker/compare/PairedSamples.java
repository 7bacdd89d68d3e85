// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.core.metrics.statistics.Interval;
import io.pentimento.core.metrics.statistics.PairedBootstrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Values of a baseline and a candidate on the same images, or on the same resampled sets of images;
 * one pair of lists for each seed.
 */
final class PairedSamples {
  private static final int RESAMPLES = 2000;

  private final Metric metric;
  private final Subject subject;
  private final List<double[]> baselines = new ArrayList<>();
  private final List<double[]> candidates = new ArrayList<>();
  private final List<Double> baselineMeans = new ArrayList<>();
  private final List<Double> candidateMeans = new ArrayList<>();
  private boolean ofSets;

  PairedSamples(Metric metric, Subject subject) {
    this.metric = metric;
    this.subject = subject;
  }

  /**
   * Adds a seed. Does nothing if one of them has no values.
   *
   * @throws IllegalArgumentException if the two were measured on different images
   */
  void add(VariantOutcome baseline, VariantOutcome candidate) {
    Optional<JsonNode> one = baseline.metric(metric);
    Optional<JsonNode> other = candidate.metric(metric);
    if (one.isEmpty() || other.isEmpty()) {
      return;
    }
    double[] before = subject.samples(one.get());
    double[] after = subject.samples(other.get());
    if (before.length == 0 || after.length == 0) {
      return;
    }
    JsonNode images = one.get().path("samples").path("images");
    if (before.length != after.length
        || !images.equals(other.get().path("samples").path("images"))) {
      throw new IllegalArgumentException(
          "%s and %s were measured on different images"
              .formatted(baseline.name(), candidate.name()));
    }
    ofSets = images.isEmpty();
    baselines.add(before);
    candidates.add(after);
    baselineMeans.add(subject.value(one.get()));
    candidateMeans.add(subject.value(other.get()));
  }

  int seeds() {
    return baselines.size();
  }

  double baseline() {
    return mean(baselineMeans);
  }

  double candidate() {
    return mean(candidateMeans);
  }

  /**
   * The candidate's improvement relative to the baseline's mean. The seeds of an image are averaged
   * first, because they are not independent samples.
   */
  Interval improvement(double confidence) {
    double[] differences =
        IntStream.range(0, baselines.get(0).length).mapToDouble(this::difference).toArray();
    if (!ofSets) {
      return new PairedBootstrap(RESAMPLES, confidence, 0).mean(differences);
    }
    double centre = sign() * (candidate() - baseline()) / unit();
    Arrays.sort(differences);
    int tail = (int) Math.round((1 - confidence) / 2 * (differences.length - 1));
    return new Interval(
        centre, differences[tail], differences[differences.length - 1 - tail], confidence);
  }

  private double difference(int i) {
    double sum = 0;
    for (int seed = 0; seed < seeds(); seed++) {
      sum += candidates.get(seed)[i] - baselines.get(seed)[i];
    }
    return sign() * sum / seeds() / unit();
  }

  private double sign() {
    return metric.higherIsBetter() ? 1 : -1;
  }

  private double unit() {
    return metric.unit(baseline());
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
