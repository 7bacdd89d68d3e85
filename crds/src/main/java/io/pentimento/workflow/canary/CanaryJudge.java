// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.canary;

import io.pentimento.api.v1alpha1.rollout.CanaryThresholds;
import io.pentimento.api.v1alpha1.rollout.CanaryVerdict;
import io.pentimento.reason.CanaryReason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares a new model with the serving one. A measurement is worse if the interval of three
 * standard errors lies beyond its threshold: measurements are judged many times during a canary, so
 * that a narrower interval would reject good models. It is not worse if the 95 % interval lies
 * within the threshold.
 */
record CanaryJudge(CanaryThresholds limits) {
  private static final double CERTAIN = 3;
  private static final double CONFIDENT = 1.96;

  /** Fewer failures or images may be an accident. */
  private static final int FEWEST_ERRORS = 3;

  private static final int FEWEST_PAIRS = 5;

  Judgement judge(CanaryMeasurements measured) {
    List<Judgement> all =
        Stream.of(errors(measured), latency(measured), paired(measured.paired()))
            .flatMap(each -> each)
            .toList();
    return first(all, CanaryVerdict.WORSE)
        .or(() -> first(all, CanaryVerdict.INCONCLUSIVE))
        .orElseGet(() -> notWorse(all));
  }

  private static Optional<Judgement> first(List<Judgement> all, CanaryVerdict verdict) {
    return all.stream().filter(each -> each.is(verdict)).findFirst();
  }

  private static Judgement notWorse(List<Judgement> all) {
    return new Judgement(
        CanaryVerdict.NOT_WORSE,
        CanaryReason.NOT_WORSE,
        all.stream().map(Judgement::message).collect(Collectors.joining("; ")));
  }

  private Stream<Judgement> errors(CanaryMeasurements measured) {
    PairedStatistics paired = measured.paired();
    RequestStatistics repeated =
        new RequestStatistics(paired.pairs() + paired.failures(), paired.failures(), Double.NaN);
    return Stream.of(
        errors("requests", measured.candidate(), measured.serving()),
        errors("repeated requests", repeated, measured.serving()));
  }

  private Judgement errors(String what, RequestStatistics candidate, RequestStatistics serving) {
    String message =
        "%d of %d %s to the new model failed (serving model: %d of %d)"
            .formatted(
                candidate.errors(),
                candidate.requests(),
                what,
                serving.errors(),
                serving.requests());
    boolean isHigher = candidate.errorRate() - serving.errorRate() > limits.maxErrorRateIncrease();
    boolean isWorse = isHigher && candidate.errors() >= FEWEST_ERRORS;
    return judgement(
        CanaryReason.ERROR_RATE,
        message,
        isWorse,
        isHigher || candidate.requests() < limits.minSamples());
  }

  private Stream<Judgement> latency(CanaryMeasurements measured) {
    RequestStatistics candidate = measured.candidate();
    RequestStatistics serving = measured.serving();
    boolean isKnown =
        candidate.requests() >= limits.minSamples()
            && serving.requests() >= limits.minSamples()
            && serving.p95() > 0
            && !Double.isNaN(candidate.p95());
    boolean isWorse = isKnown && candidate.p95() > limits.maxLatencyRatio() * serving.p95();
    return Stream.of(
        judgement(
            CanaryReason.LATENCY,
            isKnown
                ? text(
                    "95 %% of the requests took up to %.3f s (serving model: %.3f s)",
                    candidate.p95(), serving.p95())
                : "Needs %d requests to each model to compare durations; there are %d and %d"
                    .formatted(limits.minSamples(), serving.requests(), candidate.requests()),
            isWorse,
            !isKnown));
  }

  private Stream<Judgement> paired(PairedStatistics paired) {
    Judgement fidelity =
        increase(
            CanaryReason.FIDELITY,
            "difference from the input",
            paired.fidelity(),
            paired.fidelityChange(),
            limits.maxFidelityRegression());
    Judgement difference = difference(paired.difference());
    return paired.quality().count() == 0 && paired.pairs() >= limits.minSamples()
        ? Stream.of(difference, fidelity)
        : Stream.of(
            difference,
            fidelity,
            increase(
                CanaryReason.QUALITY,
                "NIQE",
                paired.quality(),
                paired.qualityChange(),
                limits.maxQualityRegression()));
  }

  private Judgement difference(MeanEstimate difference) {
    return interval(
        CanaryReason.DIFFERENCE,
        text(
            "the images of the two models differ by %.4f on %d images (limit: %.4f)",
            difference.mean(), difference.count(), limits.maxDifference()),
        difference,
        limits.maxDifference());
  }

  private Judgement increase(
      CanaryReason reason, String what, MeanEstimate serving, MeanEstimate change, double limit) {
    return interval(
        reason,
        text(
            "mean %s %.4f (serving model: %.4f) on %d images",
            what, serving.mean() + change.mean(), serving.mean(), change.count()),
        change,
        limit * Math.abs(serving.mean()));
  }

  private Judgement interval(
      CanaryReason reason, String message, MeanEstimate value, double limit) {
    boolean isWorse = value.count() >= FEWEST_PAIRS && value.lower(CERTAIN) > limit;
    boolean isNotWorse = value.count() >= limits.minSamples() && value.upper(CONFIDENT) <= limit;
    return judgement(reason, message, isWorse, !isNotWorse);
  }

  private static Judgement judgement(
      CanaryReason reason, String message, boolean isWorse, boolean isUncertain) {
    CanaryVerdict verdict =
        isWorse
            ? CanaryVerdict.WORSE
            : isUncertain ? CanaryVerdict.INCONCLUSIVE : CanaryVerdict.NOT_WORSE;
    return new Judgement(verdict, isWorse ? reason : CanaryReason.INCONCLUSIVE, message);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
