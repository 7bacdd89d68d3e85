// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.worker.compare.ComparisonPlan.Variant;
import io.pentimento.worker.compare.TrialResult.Answer;
import io.pentimento.worker.compare.TrialResult.Decision;
import io.pentimento.worker.compare.TrialResult.Test;
import io.pentimento.worker.compare.TrialResult.Verdict;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialResultTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int IMAGES = 40;

  private final Map<String, VariantOutcome> outcomes = new HashMap<>();

  /** Changes in percent of the baseline; those of single images vary by up to 1 %. */
  @ParameterizedTest
  @CsvSource({
    "PSNR, 0, NON_INFERIOR, PASSED",
    "PSNR, -1, NON_INFERIOR, PASSED",
    "PSNR, 5, NON_INFERIOR, PASSED",
    "PSNR, -2, INCONCLUSIVE, INCONCLUSIVE",
    "PSNR, -4, INFERIOR, FAILED",
    "LPIPS, 4, INFERIOR, FAILED",
    "LPIPS, -4, NON_INFERIOR, PASSED",
    "NIQE, 0, NOT_WORSE, PASSED",
    "NIQE, -3, NOT_WORSE, PASSED",
    "NIQE, 3, WORSE, FAILED",
  })
  void theWholeIntervalMustLieAboveTheMargin(
      Metric metric, double percent, Answer answer, Decision decision) {
    measured("base-easy-1", metric, 0);
    measured("new-easy-1", metric, percent);

    Verdict verdict = verdict(trial(List.of(1L), metric));

    assertThat(verdict.tests())
        .hasSize(2)
        .allSatisfy(test -> assertThat(test.answer()).isEqualTo(answer));
    assertThat(verdict.decision()).isEqualTo(decision);
  }

  @org.junit.jupiter.api.Test
  void improvementsAreRelativeToTheBaselinesMean() {
    measured("base-easy-1", Metric.LPIPS, 0);
    measured("new-easy-1", Metric.LPIPS, -3);

    Test test = verdict(trial(List.of(1L), Metric.LPIPS)).tests().get(0);

    assertThat(test.improvement().mean()).isCloseTo(0.03, within(1e-9));
    assertThat(test.improvement().low()).isBetween(0.025, 0.03);
  }

  /**
   * Opposite changes of two seeds cancel: seeds are averaged and do not count as further images.
   */
  @org.junit.jupiter.api.Test
  void seedsOfAnImageAreAveraged() {
    measured("base-easy-1", Metric.PSNR, 0);
    measured("base-easy-2", Metric.PSNR, 0);
    measured("new-easy-1", Metric.PSNR, -4);
    measured("new-easy-2", Metric.PSNR, 4);

    Verdict verdict = verdict(trial(List.of(1L, 2L), Metric.PSNR));

    assertThat(verdict.tests()).allSatisfy(test -> assertThat(test.seeds()).isEqualTo(2));
    assertThat(verdict.tests().get(0).improvement().mean()).isCloseTo(0, within(1e-9));
  }

  @org.junit.jupiter.api.Test
  void anInterruptedTrialIsIncompleteUnlessATestFailed() {
    measured("base-easy-1", Metric.PSNR, 0);
    measured("new-easy-1", Metric.PSNR, 0);
    assertThat(verdict(trial(List.of(1L, 2L), Metric.PSNR)).decision())
        .isEqualTo(Decision.INCOMPLETE);

    measured("new-easy-1", Metric.PSNR, -5);
    assertThat(verdict(trial(List.of(1L, 2L), Metric.PSNR)).decision()).isEqualTo(Decision.FAILED);
  }

  @org.junit.jupiter.api.Test
  void metricsOfSetsAreComparedByResampledSets() {
    sets("base-easy-1", 1);
    sets("new-easy-1", 1.2);

    Verdict verdict = verdict(trial(List.of(1L), Metric.KID));

    assertThat(verdict.tests())
        .allSatisfy(
            test -> {
              assertThat(test.answer()).isEqualTo(Answer.WORSE);
              assertThat(test.improvement().mean()).isCloseTo(-0.2, within(1e-9));
            });
  }

  @org.junit.jupiter.api.Test
  void valuesOfDifferentImagesAreNotCompared() {
    measured("base-easy-1", Metric.PSNR, 0);
    measured("new-easy-1", Metric.PSNR, 0);
    ObjectNode row = (ObjectNode) outcomes.get("new-easy-1").metrics().get(0);
    ((ArrayNode) row.path("samples").path("images")).set(0, "other.png");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> verdict(trial(List.of(1L), Metric.PSNR)))
        .withMessageContaining("base-easy-1 and new-easy-1 were measured on different images");
  }

  @org.junit.jupiter.api.Test
  void theTableShowsDecisionsAndIntervals() {
    measured("base-easy-1", Metric.PSNR, 0);
    measured("new-easy-1", Metric.PSNR, -4);

    String table = TrialTables.markdown(TrialResult.of(trial(List.of(1L), Metric.PSNR), outcomes));

    assertThat(table)
        .contains("## Cheaper", "above −2.0 % of the mean of base (PSNR)", "| new | failed |")
        .contains(
            "| adapted model | seeds | PSNR |", "| new, easy | 1 | 20.00 → 19.20<br>-4.0 % (");
  }

  private Verdict verdict(Trial trial) {
    return TrialResult.of(trial, outcomes).verdicts().get(0);
  }

  private static Trial trial(List<Long> seeds, Metric metric) {
    boolean tested = metric != Metric.NIQE && metric != Metric.KID;
    return new Trial(
        "Cheaper",
        null,
        0.02,
        null,
        tested ? List.of(metric) : List.of(),
        tested ? List.of() : List.of(metric),
        seeds,
        List.of(new Variant("easy", null)),
        new Variant("base", null),
        List.of(new Variant("new", null)));
  }

  private void measured(String name, Metric metric, double percent) {
    double[] values =
        IntStream.range(0, IMAGES)
            .mapToDouble(i -> 20 * (1 + percent / 100) + (percent == 0 ? 0 : 0.2 * (i % 2 * 2 - 1)))
            .toArray();
    List<String> images = IntStream.range(0, IMAGES).mapToObj(i -> i + ".png").toList();
    put(name, metric, images, values, Arrays.stream(values).average().orElseThrow());
  }

  private void sets(String name, double value) {
    double[] resampled =
        IntStream.range(0, 200).mapToDouble(i -> value + 0.001 * (i % 10)).toArray();
    put(name, Metric.KID, List.of(), resampled, value);
  }

  private void put(String name, Metric metric, List<String> images, double[] values, double mean) {
    ObjectNode row = JSON.createObjectNode();
    row.withObject("/result").put("metric", metric.toString()).put("adapted", mean);
    row.put("pseudoTargets", mean);
    ObjectNode samples = row.withObject("/samples");
    samples.set("images", JSON.valueToTree(images));
    samples.set("adapted", JSON.valueToTree(values));
    samples.set("pseudoTargets", JSON.valueToTree(values));
    outcomes.put(name, new VariantOutcome(name, null, JSON.createArrayNode().add(row)));
  }
}
