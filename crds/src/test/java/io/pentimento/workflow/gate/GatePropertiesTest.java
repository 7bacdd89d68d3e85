// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.evaluation.EvaluationSpec;
import io.pentimento.api.v1alpha1.evaluation.GateRule;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.MetricResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every gate and all measurements. */
class GatePropertiesTest {
  private static final List<GateDecision> FROM_WORST =
      List.of(GateDecision.FAILED, GateDecision.INCONCLUSIVE, GateDecision.PASSED);

  private final List<GateRule> rules = new ArrayList<>();
  private final List<MetricResult> measured = new ArrayList<>();

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  private void draw(Random random) {
    for (Metric metric : Metric.values()) {
      if (random.nextBoolean()) {
        rules.add(
            random.nextBoolean()
                ? new GateRule(metric, random.nextDouble() / 5, null)
                : new GateRule(metric, null, random.nextDouble() / 5));
      }
      if (random.nextInt(8) > 0) {
        measured.add(result(metric, random.nextGaussian() / 5, random.nextDouble() / 10));
        if (random.nextInt(3) == 0) {
          measured.add(result(metric, random.nextGaussian() / 5, 0.05).inSlice("night"));
        }
      }
    }
  }

  private static MetricResult result(Metric metric, double middle, double half) {
    return new MetricResult(metric, 1.0, 1.0, middle, middle - half, middle + half, null, null);
  }

  private GateStatus evaluate(List<GateRule> rows, List<MetricResult> results) {
    EvaluationSpec spec =
        new EvaluationSpec(null, null, null, null, null, rows, null, null, null, null);
    return Gate.evaluate(spec, results, "sha256:1", 100);
  }

  private static int rank(GateStatus gate) {
    return FROM_WORST.indexOf(gate.decision());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aBetterMeasurementNeverWorsensTheDecision(int seed) {
    Random random = new Random(seed);
    draw(random);
    List<MetricResult> better =
        measured.stream()
            .map(
                each ->
                    new MetricResult(
                            each.metric(),
                            each.base(),
                            each.adapted(),
                            each.improvement() + 0.1,
                            each.lower() + 0.1,
                            each.upper() + 0.1,
                            null,
                            null)
                        .inSlice(each.slice()))
            .toList();

    assertThat(rank(evaluate(rules, better)))
        .isGreaterThanOrEqualTo(rank(evaluate(rules, measured)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anotherRowNeverImprovesTheDecision(int seed) {
    Random random = new Random(seed);
    draw(random);
    List<GateRule> fewer = rules.subList(0, rules.size() / 2);

    assertThat(rank(evaluate(fewer, measured)))
        .isGreaterThanOrEqualTo(rank(evaluate(rules, measured)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theOrderOfRowsAndMeasurementsDoesNotMatter(int seed) {
    Random random = new Random(seed);
    draw(random);
    GateStatus gate = evaluate(rules, measured);
    List<GateRule> otherRules = new ArrayList<>(rules);
    List<MetricResult> otherResults = new ArrayList<>(measured);
    Collections.shuffle(otherRules, random);
    Collections.shuffle(otherResults, random);

    GateStatus other = evaluate(otherRules, otherResults);

    assertThat(other.decision()).isEqualTo(gate.decision());
    assertThat(other.metrics()).containsExactlyInAnyOrderElementsOf(gate.metrics());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theDecisionIsTheWorstOfItsRows(int seed) {
    draw(new Random(seed));
    GateStatus gate = evaluate(rules, measured);

    GateDecision worst =
        gate.metrics().stream()
            .map(MetricResult::decision)
            .filter(Objects::nonNull)
            .min((one, two) -> FROM_WORST.indexOf(one) - FROM_WORST.indexOf(two))
            .orElse(GateDecision.PASSED);

    assertThat(gate.decision()).isEqualTo(worst);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyMeasurementOfTheWholeHoldoutIsReportedOnce(int seed) {
    draw(new Random(seed));
    GateStatus gate = evaluate(rules, measured);

    for (Metric metric : Metric.values()) {
      long wanted =
          measured.stream().anyMatch(each -> each.metric() == metric)
                  || rules.stream().anyMatch(rule -> rule.metric() == metric)
              ? 1
              : 0;
      assertThat(
              gate.metrics().stream().filter(row -> row.metric() == metric && row.slice() == null))
          .as("%s", metric)
          .hasSize((int) wanted);
    }
  }
}
