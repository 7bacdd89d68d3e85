// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.rollout.CanarySpec;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.api.v1alpha1.rollout.CanaryStep;
import io.pentimento.api.v1alpha1.rollout.RouteReference;
import io.pentimento.reason.CanaryReason;
import io.pentimento.workflow.canary.CanaryDecision.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a canary in a step, as a table of situations. */
class CanaryDecisionTest {
  private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");
  private static final Duration STEP = Duration.ofMinutes(10);
  private static final CanarySpec POLICY =
      new CanarySpec(
          new RouteReference("restore"),
          List.of(new CanaryStep(10, "10m"), new CanaryStep(50, "10m")),
          null,
          null,
          null);

  /**
   * The serving model fails 10 of 1000 requests, takes 0.5 s, differs by 0.01 from the input, and
   * has a NIQE of 5. Changes have a standard deviation of 0.001 and, for NIQE, of 0.2.
   */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # requests, errors, p95, pairs, failures, fidelity, NIQE, difference -> decision, reason
          # A good model.
          100,   1, 0.5, 50,  0, 0.000, 0.00, 0.02, ADVANCE,   NOT_WORSE
          100,   0, 0.7, 50,  0, 0.001, 0.20, 0.05, ADVANCE,   NOT_WORSE
          100,   0, 0.1, 50,  0, -0.01, -1.0, 0.02, ADVANCE,   NOT_WORSE
          # Too few requests or pairs.
          10,    0, 0.5, 50,  0, 0.000, 0.00, 0.02, HOLD,      INCONCLUSIVE
          100,   0, 0.5, 10,  0, 0.000, 0.00, 0.02, HOLD,      INCONCLUSIVE
          0,     0, 0.5, 0,   0, 0.000, 0.00, 0.00, HOLD,      INCONCLUSIVE
          # Errors: three are no accident, two may be.
          100,   5, 0.5, 50,  0, 0.000, 0.00, 0.02, ROLL_BACK, ERROR_RATE
          4,     3, 0.5, 0,   0, 0.000, 0.00, 0.00, ROLL_BACK, ERROR_RATE
          4,     2, 0.5, 50,  0, 0.000, 0.00, 0.02, HOLD,      INCONCLUSIVE
          1000, 15, 0.5, 50,  0, 0.000, 0.00, 0.02, ADVANCE,   NOT_WORSE
          # Images that it cannot restore again.
          100,   0, 0.5, 50,  9, 0.000, 0.00, 0.02, ROLL_BACK, ERROR_RATE
          0,     0, 0.5, 0,   3, 0.000, 0.00, 0.00, ROLL_BACK, ERROR_RATE
          # Duration.
          100,   0, 0.8, 50,  0, 0.000, 0.00, 0.02, ROLL_BACK, LATENCY
          10,    0, 9.0, 50,  0, 0.000, 0.00, 0.02, HOLD,      INCONCLUSIVE
          # Other faces.
          100,   0, 0.5, 50,  0, 0.000, 0.00, 0.20, ROLL_BACK, DIFFERENCE
          0,     0, 0.5, 5,   0, 0.000, 0.00, 0.20, ROLL_BACK, DIFFERENCE
          0,     0, 0.5, 4,   0, 0.000, 0.00, 0.20, HOLD,      INCONCLUSIVE
          # Fidelity and quality; near the limit nothing can be said.
          100,   0, 0.5, 50,  0, 0.004, 0.00, 0.02, ROLL_BACK, FIDELITY
          100,   0, 0.5, 50,  0, 0.002, 0.00, 0.02, HOLD,      INCONCLUSIVE
          100,   0, 0.5, 50,  0, 0.000, 1.00, 0.02, ROLL_BACK, QUALITY
          100,   0, 0.5, 50,  0, 0.000, 0.50, 0.02, HOLD,      INCONCLUSIVE
          """)
  void theMeasurementsDecide(
      long requests,
      long errors,
      double p95,
      long pairs,
      long failures,
      double fidelity,
      double niqe,
      double difference,
      Kind kind,
      CanaryReason reason) {
    CanaryMeasurements measured =
        new CanaryMeasurements(
            new RequestStatistics(1000, 10, 0.5),
            new RequestStatistics(requests, errors, p95),
            new PairedStatistics(
                pairs,
                failures,
                mean(pairs, 0.01, 0.001),
                mean(pairs, fidelity, 0.001),
                mean(pairs, 5, 0.2),
                mean(pairs, niqe, 0.2),
                mean(pairs, difference, 0.001)));

    CanaryDecision decision = decide(1, Optional.of(measured), false, STEP);

    assertThat(decision.kind()).isEqualTo(kind);
    assertThat(decision.judgement().reason()).isEqualTo(reason);
  }

  @Test
  void imagesThatAreTooSmallForNiqeAreJudgedWithoutIt() {
    PairedStatistics small =
        new PairedStatistics(
            50,
            0,
            mean(50, 0.01, 0.001),
            mean(50, 0, 0.001),
            MeanEstimate.NONE,
            MeanEstimate.NONE,
            mean(50, 0.02, 0.001));
    CanaryMeasurements measured =
        new CanaryMeasurements(good().serving(), good().candidate(), small);

    assertThat(decide(1, Optional.of(measured), false, STEP).kind()).isEqualTo(Kind.ADVANCE);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 599, false, HOLD,    10",
    "1, 600, false, ADVANCE, 50",
    "2, 599, false, HOLD,    50",
    "2, 600, false, PROMOTE, 50",
    "1, 600, true,  HOLD,    10",
    "2, 900, true,  HOLD,    50"
  })
  void aGoodModelAdvancesAtTheEndOfAStepUnlessItIsPaused(
      int step, int seconds, boolean isPaused, Kind kind, int weight) {
    CanaryDecision decision =
        decide(step, Optional.of(good()), isPaused, Duration.ofSeconds(seconds));

    assertThat(decision.kind()).isEqualTo(kind);
    assertThat(decision.weight()).isEqualTo(weight);
  }

  @Test
  void aBadModelIsRolledBackAtOnceEvenIfItIsPaused() {
    CanaryMeasurements bad =
        new CanaryMeasurements(
            good().serving(), new RequestStatistics(100, 50, 0.5), good().paired());

    CanaryDecision decision = decide(1, Optional.of(bad), true, Duration.ZERO);

    assertThat(decision.kind()).isEqualTo(Kind.ROLL_BACK);
    assertThat(decision.weight()).isZero();
    assertThat(decision.judgement().message())
        .isEqualTo("50 of 100 requests to the new model failed (serving model: 0 of 1000)");
  }

  @Test
  void withoutMeasurementsItStays() {
    CanaryDecision decision = decide(1, Optional.empty(), false, Duration.ofDays(1));

    assertThat(decision.kind()).isEqualTo(Kind.HOLD);
    assertThat(decision.judgement().reason()).isEqualTo(CanaryReason.UNMEASURED);
  }

  private static CanaryMeasurements good() {
    return new CanaryMeasurements(
        new RequestStatistics(1000, 0, 0.5),
        new RequestStatistics(100, 0, 0.5),
        new PairedStatistics(
            50,
            0,
            mean(50, 0.01, 0.001),
            mean(50, 0, 0.001),
            mean(50, 5, 0.2),
            mean(50, 0, 0.2),
            mean(50, 0.02, 0.001)));
  }

  private static CanaryDecision decide(
      int step, Optional<CanaryMeasurements> measured, boolean isPaused, Duration since) {
    int weight = POLICY.steps().get(step - 1).weight();
    CanaryStatus state =
        CanaryStatus.starting("sha256:1", "restore", START).enterStep(step, weight, START);
    return CanaryDecision.of(POLICY, state, measured, isPaused, START.plus(since));
  }

  private static MeanEstimate mean(long count, double mean, double deviation) {
    return new MeanEstimate(count, mean, deviation * deviation);
  }
}
