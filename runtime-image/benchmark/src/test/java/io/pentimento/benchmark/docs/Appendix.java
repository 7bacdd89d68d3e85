// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.docs;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The page with the tables of all measured values, in Markdown. */
final class Appendix {
  private static final Set<String> HIGHER_IS_BETTER = Set.of("PSNR", "SSIM", "faces detected");

  private static final String HEAD =
      """
      # Results: all tables

      This page is generated from the files in [data](data); [results.md](results.md) describes the experiments.
      ↑ means that higher values are better, ↓ that lower values are better. Improvements are relative to the base, with
      the 95 % confidence interval of the paired differences; positive values are better.
      """;

  private Appendix() {}

  static String page(Map<String, List<Measured>> groups, List<Sampled> samplers) {
    StringBuilder page = new StringBuilder(HEAD);
    groups.forEach(
        (title, rows) -> page.append("\n## ").append(title).append("\n").append(variants(rows)));
    return page.append("\n## Samplers\n").append(samplers(samplers)).toString();
  }

  private static String variants(List<Measured> rows) {
    return tables(
        rows,
        Measured::metric,
        "base | targets | adapted | targets over base | adapted over base",
        row ->
            String.join(
                " | ",
                row.variant(),
                row.base(),
                row.targets().isEmpty() ? "–" : row.targets(),
                row.adapted(),
                row.targetsOverBase().map(Improvement::text).orElse("–"),
                row.adaptedOverBase().text()));
  }

  private static String samplers(List<Sampled> rows) {
    return rows.stream()
        .map(Sampled::subject)
        .distinct()
        .map(subject -> "\n### Samplers: " + subject + "\n" + samplers(rows, subject))
        .collect(Collectors.joining());
  }

  private static String samplers(List<Sampled> rows, String subject) {
    return tables(
        rows.stream().filter(row -> row.subject().equals(subject)).toList(),
        Sampled::metric,
        "network calls | seeds | DDPM, 250 steps | this sampler | improvement | answer",
        row ->
            String.join(
                " | ",
                row.label(),
                row.calls(),
                row.seeds(),
                row.baseline(),
                row.value(),
                row.improvement().text(),
                row.answer()));
  }

  /** One table for each metric. */
  private static <T> String tables(
      List<T> rows, Function<T, String> metric, String columns, Function<T, String> cells) {
    return rows.stream()
        .map(metric)
        .distinct()
        .map(
            name -> {
              String head = name + (HIGHER_IS_BETTER.contains(name) ? " ↑" : " ↓");
              String rule = "|---".repeat(columns.split("\\|").length + 1);
              return rows.stream()
                  .filter(row -> metric.apply(row).equals(name))
                  .map(row -> "| " + cells.apply(row) + " |\n")
                  .collect(
                      Collectors.joining(
                          "", "\n| %s | %s |\n%s|\n".formatted(head, columns, rule), ""));
            })
        .collect(Collectors.joining());
  }
}
