// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.api.v1alpha1.evaluation.GateRule;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.worker.report.MetricRow;
import io.pentimento.worker.report.MetricRow.Change;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.stage.evaluate.GateInput;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlicesTest {
  private static final double[] BASE = {20, 20, 20, 20, 20};
  private static final double[] ADAPTED = {22, 22, 19, 18, 30};
  private static final MetricMeasurement MEASURED =
      new MetricMeasurement(Metric.PSNR, BASE, ADAPTED, BASE);

  @Test
  void everyFolderWithEnoughImagesIsEvaluatedSeparately() {
    Slices slices = new Slices(items("day/a", "day/b", "night/a", "night/b", "dusk/a"), 0.95, 2);

    assertThat(slices.of(MEASURED)).extracting(MetricResult::slice).containsExactly("day", "night");
    assertThat(slices.of(MEASURED).get(0).improvement()).isCloseTo(0.1, within(1e-9));
    assertThat(slices.of(MEASURED).get(1).improvement()).isCloseTo(-0.075, within(1e-9));
  }

  @Test
  void aSingleFolderHasNoSlices() {
    assertThat(new Slices(items("a", "b", "c", "d", "e"), 0.95, 1).of(MEASURED)).isEmpty();
  }

  @Test
  void imagesWithRegressionsAreListedLargestFirst() {
    assertThat(new Slices(items("a", "b", "c", "d", "e"), 0.95, 1).worst(MEASURED))
        .containsExactly(new Change("d", -0.1), new Change("c", -0.05));
  }

  @Test
  void forLowerIsBetterMetricsAnIncreaseIsARegression() {
    MetricMeasurement niqe = new MetricMeasurement(Metric.NIQE, BASE, ADAPTED, BASE);

    assertThat(new Slices(items("a", "b", "c", "d", "e"), 0.95, 1).worst(niqe))
        .extracting(Change::image)
        .containsExactly("e", "a", "b");
  }

  @Test
  void theGateGetsTheFoldersWithTheWorstResults() {
    Slices slices = new Slices(items("p/a", "q/a", "r/a", "s/a", "t/a"), 0.95, 1);

    assertThat(GateInput.of(rows(slices), List.of(new GateRule(Metric.PSNR, 0.0, null))))
        .extracting(MetricResult::slice)
        .containsExactly(null, "s", "r", "p");
  }

  @Test
  void foldersAreMeasuredOnlyForMetricsOfTheGate() {
    Slices slices = new Slices(items("p/a", "q/a", "r/a", "s/a", "t/a"), 0.95, 1);

    assertThat(GateInput.of(rows(slices), List.of(new GateRule(Metric.NIQE, 0.0, null))))
        .extracting(MetricResult::slice)
        .containsOnlyNulls();
  }

  @Test
  void longFolderNamesAreShortenedForTheTerminationMessage() {
    String deep = "a".repeat(60) + "/night";
    Slices slices = new Slices(items("p/a", "p/b", "p/c", deep + "/a", "p/d"), 0.95, 1);

    assertThat(GateInput.of(rows(slices), List.of(new GateRule(Metric.PSNR, 0.0, null))).get(1))
        .satisfies(slice -> assertThat(slice.slice()).startsWith("…").endsWith("a/night"))
        .satisfies(slice -> assertThat(slice.slice()).hasSize(49));
  }

  private static List<MetricRow> rows(Slices slices) {
    return List.of(
        new MetricRow(
            MEASURED.result(0.95),
            null,
            null,
            null,
            null,
            null,
            null,
            slices.of(MEASURED),
            List.of(),
            MetricRow.Samples.NONE));
  }

  private static List<Item> items(String... names) {
    return List.of(names).stream()
        .map(name -> new Item(name, "sha256:" + name, name, true))
        .toList();
  }
}
