// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.core.metrics.statistics.Interval;
import io.pentimento.core.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Improvements of a candidate over a baseline on the same images, against closed forms. */
class PairedSamplesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int IMAGES = 300;

  private static VariantOutcome outcome(String name, Metric metric, double... values) {
    return outcome(
        name, metric, IntStream.range(0, values.length).mapToObj(i -> i + ".png").toList(), values);
  }

  private static VariantOutcome outcome(
      String name, Metric metric, List<String> images, double... values) {
    ObjectNode row = JSON.createObjectNode();
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    row.withObject("/result").put("metric", metric.toString()).put("adapted", mean);
    ObjectNode samples = row.withObject("/samples");
    samples.set("images", JSON.valueToTree(images));
    samples.set("adapted", JSON.valueToTree(values));
    return new VariantOutcome(name, null, JSON.createArrayNode().add(row));
  }

  private static double[] spread(long seed, double mean) {
    CounterRandom random = new CounterRandom(seed, new byte[0], 0);
    double[] values = new double[IMAGES];
    Arrays.setAll(values, i -> mean + random.nextDouble() - 0.5);
    return values;
  }

  private static PairedSamples of(Metric metric, double[] baseline, double[] candidate) {
    PairedSamples samples = new PairedSamples(metric, Subject.ADAPTED);
    samples.add(outcome("base", metric, baseline), outcome("new", metric, candidate));
    return samples;
  }

  @ParameterizedTest
  @CsvSource({"PSNR, 20, 21, 0.05", "LPIPS, 0.2, 0.1, 0.5", "NIQE, 5, 6, -0.2"})
  void theImprovementIsTheMeanDifferenceRelativeToTheBaseline(
      Metric metric, double before, double after, double improvement) {
    PairedSamples samples = of(metric, new double[] {before, before}, new double[] {after, after});

    assertThat(samples.baseline()).isCloseTo(before, within(1e-12));
    assertThat(samples.candidate()).isCloseTo(after, within(1e-12));
    assertThat(samples.improvement(0.95).mean()).isCloseTo(improvement, within(1e-9));
  }

  /** The mean of n differences of deviation s has the normal interval ±1.96 s/√n. */
  @Test
  void theIntervalApproachesThatOfTheNormalDistribution() {
    double[] before = spread(1, 20);
    double[] after = spread(2, 21);
    double[] differences = new double[IMAGES];
    Arrays.setAll(differences, i -> after[i] - before[i]);
    double mean = Arrays.stream(differences).average().orElseThrow();
    double unit = Arrays.stream(before).average().orElseThrow();
    double deviation =
        Math.sqrt(Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum() / IMAGES);
    double half = 1.96 * deviation / Math.sqrt(IMAGES) / unit;

    Interval interval = of(Metric.PSNR, before, after).improvement(0.95);

    assertThat(interval.mean()).isCloseTo(mean / unit, within(1e-9));
    assertThat(interval.high() - interval.low()).isCloseTo(2 * half, within(0.2 * half));
  }

  /** Seeds are averaged image by image: the interval does not become narrower by √seeds. */
  @Test
  void equalSeedsGiveTheIntervalOfOneSeed() {
    PairedSamples once = of(Metric.PSNR, spread(1, 20), spread(2, 21));
    PairedSamples twice = of(Metric.PSNR, spread(1, 20), spread(2, 21));
    twice.add(
        outcome("base", Metric.PSNR, spread(1, 20)), outcome("new", Metric.PSNR, spread(2, 21)));

    assertThat(twice.seeds()).isEqualTo(2);
    assertThat(twice.improvement(0.95).low()).isCloseTo(once.improvement(0.95).low(), within(1e-9));
  }

  @Test
  void differentNumbersOfImagesAreRejected() {
    PairedSamples samples = new PairedSamples(Metric.PSNR, Subject.ADAPTED);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                samples.add(
                    outcome("base", Metric.PSNR, 1, 2), outcome("new", Metric.PSNR, 1, 2, 3)))
        .withMessage("base and new were measured on different images");
  }

  @Test
  void aMetricThatOneOfThemDoesNotHaveIsLeftOut() {
    PairedSamples samples = new PairedSamples(Metric.PSNR, Subject.ADAPTED);

    samples.add(outcome("base", Metric.NIQE, 1, 2), outcome("new", Metric.PSNR, 1, 2));
    samples.add(VariantOutcome.failed("base", "train failed"), outcome("new", Metric.PSNR, 1));
    samples.add(outcome("base", Metric.PSNR), outcome("new", Metric.PSNR));

    assertThat(samples.seeds()).isZero();
  }

  @Test
  void pseudoTargetsThatWereNotMeasuredAreLeftOut() {
    PairedSamples samples = new PairedSamples(Metric.PSNR, Subject.PSEUDO_TARGETS);

    samples.add(outcome("base", Metric.PSNR, 1, 2), outcome("new", Metric.PSNR, 1, 2));

    assertThat(samples.seeds()).isZero();
  }

  /** The i-th values of both belong to the same resampled images; their quantiles are the ends. */
  @Test
  void theIntervalOfSetsConsistsOfQuantilesOfResampledDifferences() {
    double[] base = new double[201];
    double[] better = new double[201];
    Arrays.fill(base, 2);
    Arrays.setAll(better, i -> 2 - i / 200.0);
    PairedSamples samples = new PairedSamples(Metric.KID, Subject.ADAPTED);
    samples.add(
        outcome("base", Metric.KID, List.of(), base),
        outcome("new", Metric.KID, List.of(), better));

    Interval interval = samples.improvement(0.9);

    assertThat(interval.low()).isCloseTo(0.05 / 2, within(1e-9));
    assertThat(interval.high()).isCloseTo(0.95 / 2, within(1e-9));
    assertThat(interval.mean()).isCloseTo(0.5 / 2, within(1e-9));
  }
}
