// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.worker.compare.ComparisonPlan.Variant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The variants that a trial runs. */
class TrialTest {
  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static Trial trial(
      double margin, Double confidence, Variant condition, Variant baseline) {
    return new Trial(
        "Cheaper",
        null,
        margin,
        confidence,
        List.of(Metric.PSNR),
        null,
        List.of(4L, 5L),
        List.of(condition),
        baseline,
        List.of(new Variant("new", json("{'fineTuning': {'iterations': 5}}"))));
  }

  private static Trial trial() {
    return trial(0.02, null, new Variant("easy", null), new Variant("base", null));
  }

  @Test
  void everyVariantRunsWithEverySeedOneSeedAfterTheOther() {
    assertThat(trial().variants())
        .extracting(Variant::name)
        .containsExactly("base-easy-4", "new-easy-4", "base-easy-5", "new-easy-5");
  }

  @Test
  void theSeedIsThatOfPseudoTargetsAndFineTuning() {
    assertThat(trial().variants().get(0).spec())
        .hasToString(json("{'pseudoTargets': {'seed': 4}, 'fineTuning': {'seed': 4}}").toString());
  }

  @Test
  void aVariantKeepsItsOwnFieldsBesideTheSeed() {
    assertThat(trial().variants().get(1).spec().path("fineTuning"))
        .hasToString(json("{'iterations': 5, 'seed': 4}").toString());
  }

  @Test
  void theVariantReplacesValuesOfTheCondition() {
    Variant condition =
        new Variant("easy", json("{'fineTuning': {'iterations': 9, 'batchSize': 2}}"));

    assertThat(
            trial(0.02, null, condition, new Variant("base", null))
                .variants()
                .get(1)
                .spec()
                .path("fineTuning"))
        .hasToString(json("{'iterations': 5, 'batchSize': 2, 'seed': 4}").toString());
  }

  @Test
  void aNullOfTheVariantStillRemovesAField() {
    Variant condition = new Variant("easy", json("{'evaluation': {'metrics': ['PSNR']}}"));
    Variant baseline = new Variant("base", json("{'evaluation': {'metrics': null}}"));

    JsonNode spec = trial(0.02, null, condition, baseline).variants().get(0).spec();

    assertThat(spec.path("evaluation").has("metrics")).isTrue();
    assertThat(spec.path("evaluation").path("metrics").isNull()).isTrue();
  }

  @Test
  void theConfidenceIs95PercentByDefault() {
    assertThat(trial().confidenceLevel()).isEqualTo(0.95);
    assertThat(trial().notWorse()).isEmpty();
    assertThat(trial().fault()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1, 2, Double.NaN})
  void aMarginMustBeAtLeast0AndBelow1(double margin) {
    assertThat(trial(margin, null, new Variant("easy", null), new Variant("base", null)).fault())
        .contains("trial 'Cheaper' needs a margin of at least 0 and below 1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -1, 95, Double.NaN})
  void aConfidenceLevelMustLieBetween0And1(double confidence) {
    assertThat(
            trial(0.02, confidence, new Variant("easy", null), new Variant("base", null)).fault())
        .contains("trial 'Cheaper' needs a confidenceLevel between 0 and 1");
  }

  @Test
  void aTrialWithoutATitleIsReportedFirst() {
    Trial untitled = new Trial(null, null, 2, null, null, null, null, null, null, null);

    assertThat(untitled.fault()).contains("a trial has no title");
  }
}
