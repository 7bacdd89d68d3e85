// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.compare;

import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.worker.compare.TrialResult.Test;
import io.pentimento.worker.compare.TrialResult.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a trial as Markdown: the decisions, then one table for each compared subject. */
final class TrialTables {
  private TrialTables() {}

  static String markdown(TrialResult result) {
    Trial trial = result.trial();
    List<String> lines = new ArrayList<>(List.of("## " + trial.title(), ""));
    if (trial.note() != null) {
      lines.addAll(List.of(trial.note().strip(), ""));
    }
    lines.addAll(List.of(rule(trial), "", "| candidate | decision |", "|---|---|"));
    result.verdicts().forEach(v -> lines.add("| %s | %s |".formatted(v.candidate(), words(v))));
    for (Subject subject : Subject.values()) {
      lines.add("");
      lines.addAll(table(result, subject));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String rule(Trial trial) {
    return String.format(
        Locale.ROOT,
        "Compared with %s, image by image. Non-inferior: the %.0f %% interval of the improvement"
            + " lies above −%.1f %% of the mean of %s (%s). Not worse: the interval does not lie"
            + " below 0 (%s).",
        trial.baseline().name(),
        100 * trial.confidenceLevel(),
        100 * trial.margin(),
        trial.baseline().name(),
        names(trial.metrics()),
        names(trial.notWorse()));
  }

  private static String names(List<Metric> metrics) {
    return metrics.isEmpty()
        ? "–"
        : metrics.stream().map(Metric::toString).collect(Collectors.joining(", "));
  }

  private static String words(Verdict verdict) {
    return verdict.decision().name().toLowerCase(Locale.ROOT);
  }

  private static List<String> table(TrialResult result, Subject subject) {
    List<Metric> metrics =
        Stream.concat(result.trial().metrics().stream(), result.trial().notWorse().stream())
            .distinct()
            .toList();
    List<String> lines = new ArrayList<>();
    lines.add(
        "| %s | seeds | %s |"
            .formatted(
                subject.title(),
                metrics.stream().map(Metric::toString).collect(Collectors.joining(" | "))));
    lines.add("|---".repeat(metrics.size() + 2) + "|");
    for (Verdict verdict : result.verdicts()) {
      result.trial().conditions().stream()
          .map(condition -> tests(verdict, condition.name(), subject))
          .filter(tests -> !tests.isEmpty())
          .forEach(tests -> lines.add(line(verdict.candidate(), tests, metrics)));
    }
    return lines;
  }

  private static List<Test> tests(Verdict verdict, String condition, Subject subject) {
    return verdict.tests().stream()
        .filter(test -> test.condition().equals(condition) && test.subject() == subject)
        .toList();
  }

  private static String line(String candidate, List<Test> tests, List<Metric> metrics) {
    String cells =
        metrics.stream()
            .map(
                metric ->
                    tests.stream()
                        .filter(test -> test.metric() == metric)
                        .map(TrialTables::cell)
                        .findFirst()
                        .orElse("–"))
            .collect(Collectors.joining(" | "));
    return "| %s, %s | %d | %s |"
        .formatted(candidate, tests.get(0).condition(), tests.get(0).seeds(), cells);
  }

  private static String cell(Test test) {
    return String.format(
        Locale.ROOT,
        "%.4g → %.4g<br>%+.1f %% (%.1f … %.1f)<br>%s",
        test.baseline(),
        test.candidate(),
        100 * test.improvement().mean(),
        100 * test.improvement().low(),
        100 * test.improvement().high(),
        test.answer());
  }
}
