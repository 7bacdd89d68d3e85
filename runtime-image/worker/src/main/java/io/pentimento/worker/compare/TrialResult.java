// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.compare;

import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.core.metrics.statistics.Interval;
import io.pentimento.core.metrics.statistics.NonInferiority;
import io.pentimento.worker.compare.ComparisonPlan.Variant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The result of a trial.
 *
 * @param verdicts one for each candidate
 */
record TrialResult(Trial trial, List<Verdict> verdicts) {

  /** The decision about a candidate. */
  enum Decision {
    /** All tests passed, under every condition and with every seed. */
    PASSED,
    /** A test failed. */
    FAILED,
    /** No test failed, but some are inconclusive. */
    INCONCLUSIVE,
    /** Seeds or conditions are missing. */
    INCOMPLETE
  }

  /** The outcome of one test. */
  enum Answer {
    NON_INFERIOR("non-inferior"),
    INFERIOR("inferior"),
    INCONCLUSIVE("inconclusive"),
    NOT_WORSE("not worse"),
    WORSE("worse");

    private final String words;

    Answer(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  record Verdict(String candidate, Decision decision, List<Test> tests) {}

  /**
   * One metric under one condition.
   *
   * @param seeds number of compared seeds
   * @param improvement of the candidate, relative to the baseline's mean
   */
  record Test(
      String condition,
      Subject subject,
      Metric metric,
      int seeds,
      double baseline,
      double candidate,
      Interval improvement,
      Answer answer) {}

  static TrialResult of(Trial trial, Map<String, VariantOutcome> outcomes) {
    return new TrialResult(
        trial, trial.candidates().stream().map(c -> verdict(trial, c, outcomes)).toList());
  }

  private static Verdict verdict(
      Trial trial, Variant candidate, Map<String, VariantOutcome> outcomes) {
    List<Test> tests = new ArrayList<>();
    boolean complete = true;
    for (Variant condition : trial.conditions()) {
      for (Subject subject : Subject.values()) {
        for (Metric metric : metrics(trial)) {
          PairedSamples samples = new PairedSamples(metric, subject);
          trial.seeds().forEach(seed -> add(samples, trial, candidate, condition, seed, outcomes));
          complete &= samples.seeds() == trial.seeds().size();
          if (samples.seeds() > 0) {
            tests.add(test(trial, condition, subject, metric, samples));
          }
        }
      }
    }
    return new Verdict(candidate.name(), decision(tests, complete), tests);
  }

  private static List<Metric> metrics(Trial trial) {
    return Stream.concat(trial.metrics().stream(), trial.notWorse().stream()).distinct().toList();
  }

  private static void add(
      PairedSamples to,
      Trial trial,
      Variant candidate,
      Variant condition,
      long seed,
      Map<String, VariantOutcome> outcomes) {
    VariantOutcome one = outcomes.get(Trial.name(trial.baseline(), condition, seed));
    VariantOutcome other = outcomes.get(Trial.name(candidate, condition, seed));
    if (one != null && other != null) {
      to.add(one, other);
    }
  }

  private static Test test(
      Trial trial, Variant condition, Subject subject, Metric metric, PairedSamples samples) {
    Interval improvement = samples.improvement(trial.confidenceLevel());
    return new Test(
        condition.name(),
        subject,
        metric,
        samples.seeds(),
        samples.baseline(),
        samples.candidate(),
        improvement,
        answer(trial, metric, improvement));
  }

  private static Answer answer(Trial trial, Metric metric, Interval improvement) {
    if (!trial.metrics().contains(metric)) {
      return improvement.high() < 0 ? Answer.WORSE : Answer.NOT_WORSE;
    }
    return switch (new NonInferiority(trial.margin()).verdict(improvement)) {
      case NON_INFERIOR -> Answer.NON_INFERIOR;
      case INFERIOR -> Answer.INFERIOR;
      case INCONCLUSIVE -> Answer.INCONCLUSIVE;
    };
  }

  private static Decision decision(List<Test> tests, boolean complete) {
    if (has(tests, Answer.INFERIOR, Answer.WORSE)) {
      return Decision.FAILED;
    }
    if (!complete) {
      return Decision.INCOMPLETE;
    }
    return has(tests, Answer.INCONCLUSIVE) ? Decision.INCONCLUSIVE : Decision.PASSED;
  }

  private static boolean has(List<Test> tests, Answer... answers) {
    return tests.stream().anyMatch(test -> Arrays.asList(answers).contains(test.answer()));
  }
}
