// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.rollout.CanaryThresholds;
import io.pentimento.api.v1alpha1.rollout.CanaryVerdict;
import io.pentimento.reason.CanaryReason;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One measurement after another, on both sides of its limit. */
class CanaryJudgeTest {
  /** 20 samples, 1 % errors, 1.5 times the duration, 20 % fidelity, 10 % NIQE, 0.1 difference. */
  private static final CanaryThresholds LIMITS = CanaryThresholds.defaults();

  private static final MeanEstimate FINE = new MeanEstimate(100, 0, 0);
  private static final RequestStatistics REQUESTS = new RequestStatistics(1000, 0, 0.5);

  private RequestStatistics serving = REQUESTS;
  private RequestStatistics candidate = REQUESTS;
  private long pairs = 100;
  private long failures;
  private MeanEstimate fidelity = new MeanEstimate(100, 0.01, 0);
  private MeanEstimate fidelityChange = FINE;
  private MeanEstimate quality = new MeanEstimate(100, 5, 0);
  private MeanEstimate qualityChange = FINE;
  private MeanEstimate difference = FINE;

  private Judgement judge() {
    return new CanaryJudge(LIMITS)
        .judge(
            new CanaryMeasurements(
                serving,
                candidate,
                new PairedStatistics(
                    pairs,
                    failures,
                    fidelity,
                    fidelityChange,
                    quality,
                    qualityChange,
                    difference)));
  }

  private void assertVerdict(CanaryVerdict verdict, CanaryReason reason) {
    Judgement judgement = judge();

    assertThat(judgement.verdict()).as(judgement.message()).isEqualTo(verdict);
    assertThat(judgement.reason()).as(judgement.message()).isEqualTo(reason);
  }

  @Test
  void equalModelsAreNotWorseAndAllFiguresAreReported() {
    assertThat(judge())
        .isEqualTo(
            new Judgement(
                CanaryVerdict.NOT_WORSE,
                CanaryReason.NOT_WORSE,
                "0 of 1000 requests to the new model failed (serving model: 0 of 1000); 0 of 100"
                    + " repeated requests to the new model failed (serving model: 0 of 1000); 95 %"
                    + " of the requests took up to 0.500 s (serving model: 0.500 s); the images of"
                    + " the two models differ by 0.0000 on 100 images (limit: 0.1000); mean"
                    + " difference from the input 0.0100 (serving model: 0.0100) on 100 images;"
                    + " mean NIQE 5.0000 (serving model: 5.0000) on 100 images"));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # requests and errors of the new model -> verdict, reason
          1000, 10, NOT_WORSE,    NOT_WORSE
          1000, 11, WORSE,        ERROR_RATE
          20,   0,  NOT_WORSE,    NOT_WORSE
          19,   0,  INCONCLUSIVE, INCONCLUSIVE
          100,  2,  INCONCLUSIVE, INCONCLUSIVE
          100,  3,  WORSE,        ERROR_RATE
          3,    3,  WORSE,        ERROR_RATE
          """)
  void moreErrorsThanOnePerCentAreWorse(
      long requests, long errors, CanaryVerdict verdict, CanaryReason reason) {
    candidate = new RequestStatistics(requests, errors, 0.5);

    assertVerdict(verdict, reason);
  }

  @ParameterizedTest
  @CsvSource({"5, 15, NOT_WORSE", "5, 16, WORSE", "100, 100, NOT_WORSE", "100, 5, NOT_WORSE"})
  void errorsOfTheServingModelAreSubtracted(long before, long now, CanaryVerdict verdict) {
    serving = new RequestStatistics(1000, before, 0.5);
    candidate = new RequestStatistics(1000, now, 0.5);

    assertThat(judge().verdict()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # pairs and images that could not be restored again -> verdict, reason
          100, 0, NOT_WORSE,    NOT_WORSE
          100, 1, NOT_WORSE,    NOT_WORSE
          100, 2, INCONCLUSIVE, INCONCLUSIVE
          100, 3, WORSE,        ERROR_RATE
          0,   3, WORSE,        ERROR_RATE
          """)
  void imagesThatTheNewModelCannotRestoreAreErrorsToo(
      long restored, long failed, CanaryVerdict verdict, CanaryReason reason) {
    pairs = restored;
    failures = failed;

    assertVerdict(verdict, reason);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # durations of the serving and the new model -> verdict, reason
          0.5, 0.75,  NOT_WORSE,    NOT_WORSE
          0.5, 0.751, WORSE,        LATENCY
          0.5, 0.001, NOT_WORSE,    NOT_WORSE
          0,   0.5,   INCONCLUSIVE, INCONCLUSIVE
          NaN, 0.5,   INCONCLUSIVE, INCONCLUSIVE
          0.5, NaN,   INCONCLUSIVE, INCONCLUSIVE
          """)
  void theSlowestRequestsMayTakeHalfAsLongAgain(
      double before, double now, CanaryVerdict verdict, CanaryReason reason) {
    serving = new RequestStatistics(1000, 0, before);
    candidate = new RequestStatistics(1000, 0, now);

    assertVerdict(verdict, reason);
  }

  @ParameterizedTest
  @CsvSource({"20, 20, WORSE", "19, 20, INCONCLUSIVE", "20, 19, INCONCLUSIVE"})
  void durationsAreComparedFromTheLeastNumberOfRequestsToBothModels(
      long before, long now, CanaryVerdict verdict) {
    serving = new RequestStatistics(before, 0, 0.5);
    candidate = new RequestStatistics(now, 0, 5);

    assertThat(judge().verdict()).isEqualTo(verdict);
  }

  @Test
  void whatIsMissingToCompareDurationsIsSaid() {
    serving = new RequestStatistics(7, 0, 0.5);

    assertThat(judge().message())
        .isEqualTo("Needs 20 requests to each model to compare durations; there are 7 and 1000");
  }

  /** The interval of three standard errors decides against, that of 1.96 for the new model. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # pairs, difference, its variance -> verdict, reason
          100, 0.1,   0,      NOT_WORSE,    NOT_WORSE
          100, 0.101, 0,      WORSE,        DIFFERENCE
          100, 0.13,  0.01,   INCONCLUSIVE, INCONCLUSIVE
          100, 0.131, 0.01,   WORSE,        DIFFERENCE
          100, 0.08,  0.01,   NOT_WORSE,    NOT_WORSE
          100, 0.081, 0.01,   INCONCLUSIVE, INCONCLUSIVE
          4,   0.9,   0,      INCONCLUSIVE, INCONCLUSIVE
          5,   0.9,   0,      WORSE,        DIFFERENCE
          19,  0,     0,      INCONCLUSIVE, INCONCLUSIVE
          20,  0,     0,      NOT_WORSE,    NOT_WORSE
          100, NaN,   0,      INCONCLUSIVE, INCONCLUSIVE
          """)
  void otherFacesAreRejectedWithCertainty(
      long count, double mean, double variance, CanaryVerdict verdict, CanaryReason reason) {
    difference = new MeanEstimate(count, mean, variance);

    assertVerdict(verdict, reason);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # serving model, change -> verdict, reason
          0.01,  0.002,  NOT_WORSE, NOT_WORSE
          0.01,  0.0021, WORSE,     FIDELITY
          0.01, -0.01,   NOT_WORSE, NOT_WORSE
          0.02,  0.004,  NOT_WORSE, NOT_WORSE
          -0.01, 0.002,  NOT_WORSE, NOT_WORSE
          0,     0,      NOT_WORSE, NOT_WORSE
          0,     0.0001, WORSE,     FIDELITY
          """)
  void theDifferenceFromTheInputMayGrowByAFifth(
      double before, double change, CanaryVerdict verdict, CanaryReason reason) {
    fidelity = new MeanEstimate(100, before, 0);
    fidelityChange = new MeanEstimate(100, change, 0);

    assertVerdict(verdict, reason);
  }

  @Test
  void theValueOfTheNewModelIsReportedBesideTheOneBefore() {
    fidelity = new MeanEstimate(100, 0.01, 0);
    fidelityChange = new MeanEstimate(100, 0.001, 0);

    assertThat(judge().message())
        .contains("mean difference from the input 0.0110 (serving model: 0.0100)");
  }

  @ParameterizedTest
  @CsvSource({"0.5, NOT_WORSE, NOT_WORSE", "0.51, WORSE, QUALITY", "-4, NOT_WORSE, NOT_WORSE"})
  void niqeMayGrowByATenth(double change, CanaryVerdict verdict, CanaryReason reason) {
    qualityChange = new MeanEstimate(100, change, 0);

    assertVerdict(verdict, reason);
  }

  @ParameterizedTest
  @CsvSource({"20, NOT_WORSE", "19, INCONCLUSIVE"})
  void niqeIsLeftOutIfNoneOfEnoughImagesIsLargeEnough(long restored, CanaryVerdict verdict) {
    pairs = restored;
    quality = MeanEstimate.NONE;
    qualityChange = MeanEstimate.NONE;
    fidelityChange = new MeanEstimate(20, 0, 0);
    difference = new MeanEstimate(20, 0, 0);

    assertThat(judge().verdict()).isEqualTo(verdict);
    assertThat(judge().message()).doesNotContain("NIQE");
  }

  @Test
  void theFirstWorseMeasurementIsReportedAlone() {
    candidate = new RequestStatistics(1000, 500, 9.0);
    difference = new MeanEstimate(100, 0.9, 0);

    assertThat(judge().reason()).isEqualTo(CanaryReason.ERROR_RATE);
    assertThat(judge().message())
        .isEqualTo("500 of 1000 requests to the new model failed (serving model: 0 of 1000)");
  }

  @Test
  void aWorseMeasurementGoesBeforeAnInconclusiveOne() {
    candidate = new RequestStatistics(1, 0, 0.5);
    qualityChange = new MeanEstimate(100, 3, 0);

    assertVerdict(CanaryVerdict.WORSE, CanaryReason.QUALITY);
  }

  @Test
  void figuresAreWrittenWithADecimalPointEverywhere() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(judge().message()).contains("0.500 s", "0.0100").doesNotContain("0,5");
    } finally {
      Locale.setDefault(before);
    }
  }
}
