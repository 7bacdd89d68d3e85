// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pentimento.api.v1alpha1.evaluation.EvaluationSpec;
import io.pentimento.api.v1alpha1.evaluation.GateBaseline;
import io.pentimento.api.v1alpha1.evaluation.GateRule;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.MetricResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
  private static final String SERVING = "sha256:" + "b".repeat(64);
  private static final String MODEL = "sha256:" + "a".repeat(64);
  private static final EvaluationSpec TWO_PER_CENT = gate(new GateRule(Metric.NIQE, 0.02, null));

  @ParameterizedTest
  @CsvSource({
    "0.02, 0.10, PASSED",
    "0.01, 0.10, INCONCLUSIVE",
    "-0.10, 0.01, FAILED",
    "0.01, 0.02, INCONCLUSIVE",
    "-0.10, 0.0199, FAILED",
    "NaN, 0.10, INCONCLUSIVE",
    "0.10, NaN, INCONCLUSIVE",
    "-Infinity, -0.10, INCONCLUSIVE",
    "0.10, Infinity, INCONCLUSIVE"
  })
  void theWholeIntervalMustLieOnOneSide(double lower, double upper, GateDecision expected) {
    GateStatus gate = Gate.evaluate(TWO_PER_CENT, List.of(niqe(lower, upper)), MODEL, 100);

    assertThat(gate.decision()).isEqualTo(expected);
    assertThat(gate.candidate()).isEqualTo(MODEL);
  }

  @Test
  void aMetricThatWasNotMeasuredIsInconclusive() {
    assertThat(Gate.evaluate(TWO_PER_CENT, List.of(), MODEL, 100).decision())
        .isEqualTo(GateDecision.INCONCLUSIVE);
  }

  @Test
  void tooFewImagesAreNoEvidence() {
    List<MetricResult> measured = List.of(niqe(0.5, 0.6));

    assertThat(Gate.evaluate(TWO_PER_CENT, measured, MODEL, 4).decision())
        .isEqualTo(GateDecision.INCONCLUSIVE);
    assertThat(Gate.evaluate(TWO_PER_CENT, measured, MODEL, 5).decision())
        .isEqualTo(GateDecision.PASSED);
  }

  @Test
  void aCandidateThatIsWorseInOneFolderFailsAndTheFolderIsNamed() {
    List<MetricResult> measured =
        List.of(niqe(0.1, 0.2), niqe(0.1, 0.3).inSlice("day"), niqe(-0.4, -0.2).inSlice("night"));

    GateStatus gate = Gate.evaluate(TWO_PER_CENT, measured, MODEL, 100);

    assertThat(gate.decision()).isEqualTo(GateDecision.FAILED);
    assertThat(gate.metrics())
        .extracting(MetricResult::displayName, MetricResult::decision)
        .containsExactly(
            tuple("NIQE", GateDecision.PASSED), tuple("NIQE in night", GateDecision.FAILED));
  }

  @Test
  void aFolderWithAnUnclearIntervalDoesNotHoldTheRestBack() {
    List<MetricResult> measured = List.of(niqe(0.1, 0.2), niqe(-0.1, 0.3).inSlice("dusk"));

    assertThat(Gate.evaluate(TWO_PER_CENT, measured, MODEL, 100).decision())
        .isEqualTo(GateDecision.PASSED);
  }

  @Test
  void withoutRowsEverythingPassesAndTheNumbersAreKept() {
    GateStatus gate = Gate.evaluate(gate(), List.of(niqe(-0.5, -0.4)), MODEL, 1);

    assertThat(gate.decision()).isEqualTo(GateDecision.PASSED);
    assertThat(gate.metrics())
        .singleElement()
        .satisfies(row -> assertThat(row.decision()).isNull());
  }

  @Test
  void aGateAgainstTheServingModelPassesIfNoneServes() {
    EvaluationSpec asked = gate(new GateRule(Metric.NIQE, null, 0.02, GateBaseline.SERVING));

    assertThat(Gate.evaluate(asked, List.of(niqe(-0.5, -0.4)), MODEL, 100).decision())
        .isEqualTo(GateDecision.PASSED);
  }

  @ParameterizedTest
  @CsvSource({"-0.01, 0.10, PASSED", "-0.10, 0.01, INCONCLUSIVE", "-0.10, -0.05, FAILED"})
  void aRowAgainstTheServingModelIsJudgedByThatComparison(
      double lower, double upper, GateDecision expected) {
    EvaluationSpec asked =
        gate(
            new GateRule(Metric.NIQE, 0.02, null),
            new GateRule(Metric.NIQE, null, 0.02, GateBaseline.SERVING));
    List<MetricResult> measured = List.of(niqe(0.3, 0.5), niqe(lower, upper).againstServing());

    GateStatus gate = Gate.evaluate(asked, measured, MODEL, 100, SERVING);

    assertThat(gate.decision()).isEqualTo(expected);
    assertThat(gate.serving()).isEqualTo(SERVING);
    assertThat(gate.metrics())
        .extracting(MetricResult::displayName, MetricResult::decision)
        .containsExactly(tuple("NIQE", GateDecision.PASSED), tuple("NIQE vs. serving", expected));
  }

  @Test
  void aRowAgainstAServingModelThatCouldNotBeMeasuredIsInconclusive() {
    EvaluationSpec asked = gate(new GateRule(Metric.NIQE, null, 0.02, GateBaseline.SERVING));

    GateStatus gate = Gate.evaluate(asked, List.of(niqe(0.3, 0.5)), MODEL, 100, SERVING);

    assertThat(gate.decision()).isEqualTo(GateDecision.INCONCLUSIVE);
  }

  @Test
  void theComparisonWithTheServingModelIsReportedWithoutAGateOnIt() {
    List<MetricResult> measured = List.of(niqe(0.3, 0.5), niqe(-0.5, -0.4).againstServing());

    GateStatus gate = Gate.evaluate(TWO_PER_CENT, measured, MODEL, 100, SERVING);

    assertThat(gate.decision()).isEqualTo(GateDecision.PASSED);
    assertThat(gate.metrics()).hasSize(2).last().extracting(MetricResult::decision).isNull();
  }

  @Test
  void anIntervalWithOneEndIsInconclusive() {
    MetricResult open = new MetricResult(Metric.NIQE, 10.0, 9.0, 0.1, 0.05, null, null, null);
    MetricResult openBelow = new MetricResult(Metric.NIQE, 10.0, 9.0, 0.1, null, 0.2, null, null);

    assertThat(List.of(open, openBelow))
        .extracting(row -> Gate.evaluate(TWO_PER_CENT, List.of(row), MODEL, 100).decision())
        .containsOnly(GateDecision.INCONCLUSIVE);
  }

  @Test
  void anUnknownNumberOfImagesIsNoObstacle() {
    GateStatus gate = Gate.evaluate(TWO_PER_CENT, List.of(niqe(0.5, 0.6)), MODEL, null);

    assertThat(gate.decision()).isEqualTo(GateDecision.PASSED);
    assertThat(gate.images()).isNull();
  }

  @Test
  void theRowStatesTheRequiredImprovement() {
    EvaluationSpec noRegression = gate(new GateRule(Metric.NIQE, null, 0.0));

    assertThat(row(TWO_PER_CENT).required()).isEqualTo(0.02);
    assertThat(row(gate(new GateRule(Metric.NIQE, null, 0.3))).required()).isEqualTo(-0.3);
    assertThat(Double.toString(row(noRegression).required())).isEqualTo("0.0");
  }

  @Test
  void oneFailedRowFailsTheGateWhateverTheOthersSay() {
    EvaluationSpec asked =
        gate(
            new GateRule(Metric.SSIM, 0.02, null),
            new GateRule(Metric.NIQE, 0.02, null),
            new GateRule(Metric.PSNR, 0.02, null));
    List<MetricResult> measured = List.of(niqe(-0.5, -0.4), of(Metric.PSNR, 0.1, 0.2));

    GateStatus gate = Gate.evaluate(asked, measured, MODEL, 100);

    assertThat(gate.decision()).isEqualTo(GateDecision.FAILED);
    assertThat(gate.metrics())
        .extracting(MetricResult::metric, MetricResult::decision)
        .containsExactly(
            tuple(Metric.SSIM, GateDecision.INCONCLUSIVE),
            tuple(Metric.NIQE, GateDecision.FAILED),
            tuple(Metric.PSNR, GateDecision.PASSED));
  }

  @Test
  void aFolderFailsOnlyTheRowOfItsMetric() {
    List<MetricResult> measured =
        List.of(niqe(0.1, 0.2), of(Metric.PSNR, -0.5, -0.4).inSlice("night"));

    assertThat(Gate.evaluate(TWO_PER_CENT, measured, MODEL, 100).metrics())
        .extracting(MetricResult::displayName)
        .containsExactly("NIQE");
  }

  @Test
  void measurementsOfFoldersAreNotReportedWithoutAGate() {
    List<MetricResult> measured = List.of(niqe(0.1, 0.2), niqe(0.1, 0.2).inSlice("night"));

    assertThat(Gate.evaluate(gate(), measured, MODEL, 100).metrics())
        .extracting(MetricResult::displayName)
        .containsExactly("NIQE");
  }

  @Test
  void aMetricWithoutAValueIsNotReportedWithoutAGate() {
    MetricResult nothing = new MetricResult(Metric.PSNR, null, null, null, null, null, null, null);

    assertThat(Gate.evaluate(gate(), List.of(nothing), MODEL, 100).metrics()).isEmpty();
  }

  @Test
  void aGateOnOneMetricKeepsTheNumbersOfTheOthers() {
    List<MetricResult> measured = List.of(of(Metric.PSNR, 0.1, 0.2), niqe(0.1, 0.2));

    assertThat(Gate.evaluate(TWO_PER_CENT, measured, MODEL, 100).metrics())
        .extracting(MetricResult::metric, MetricResult::decision)
        .containsExactly(tuple(Metric.NIQE, GateDecision.PASSED), tuple(Metric.PSNR, null));
  }

  @Test
  void anUnmeasuredRowAgainstTheServingModelNamesIt() {
    EvaluationSpec asked =
        gate(
            new GateRule(Metric.NIQE, 0.02, null),
            new GateRule(Metric.NIQE, null, 0.02, GateBaseline.SERVING));

    assertThat(Gate.evaluate(asked, List.of(), MODEL, 100, SERVING).metrics())
        .extracting(MetricResult::isAgainstServing)
        .containsExactly(false, true);
  }

  private static MetricResult row(EvaluationSpec asked) {
    return Gate.evaluate(asked, List.of(niqe(0.1, 0.2)), MODEL, 100).metrics().get(0);
  }

  private static MetricResult of(Metric metric, double lower, double upper) {
    return new MetricResult(metric, 10.0, 11.0, (lower + upper) / 2, lower, upper, null, null);
  }

  private static EvaluationSpec gate(GateRule... rules) {
    return new EvaluationSpec(null, null, null, null, null, List.of(rules), null, null, null, null);
  }

  private static MetricResult niqe(double lower, double upper) {
    double middle = (lower + upper) / 2;
    return new MetricResult(Metric.NIQE, 10.0, 10 - 10 * middle, middle, lower, upper, null, null);
  }
}
