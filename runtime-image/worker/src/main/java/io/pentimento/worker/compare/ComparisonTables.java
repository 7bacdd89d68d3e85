// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.worker.compare.ComparisonPlan.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the metrics of a comparison as Markdown: one table for each group of variants. */
final class ComparisonTables {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LEGEND =
      "Each cell: degraded input · base · pseudo targets · **adapted**; below it the improvements"
          + " of the pseudo targets and of the adapted model over the base, with confidence"
          + " intervals.";

  private final Map<String, VariantOutcome> outcomes;

  /**
   * @param outcomes by the name of the variant
   */
  ComparisonTables(Map<String, VariantOutcome> outcomes) {
    this.outcomes = Map.copyOf(outcomes);
  }

  String markdown(List<Group> groups) {
    return LEGEND + "\n\n" + groups.stream().map(this::table).collect(Collectors.joining("\n"));
  }

  private String table(Group group) {
    List<VariantOutcome> rows =
        group.variants().stream().map(variant -> outcomes.get(variant.name())).toList();
    Map<String, String> heads = heads(rows);
    List<String> lines = new ArrayList<>();
    lines.add("## " + group.title());
    lines.add("");
    if (group.note() != null) {
      lines.add(group.note().strip());
      lines.add("");
    }
    lines.add("| | " + String.join(" | ", heads.values()) + " |");
    lines.add("|---".repeat(heads.size() + 1) + "|");
    rows.forEach(row -> lines.add(line(row, heads)));
    return String.join("\n", lines) + "\n";
  }

  /** The metrics that any outcome has, with their display names. */
  private static Map<String, String> heads(List<VariantOutcome> rows) {
    Map<String, String> heads = new LinkedHashMap<>();
    for (VariantOutcome row : rows) {
      for (JsonNode metric : row.metrics()) {
        MetricResult result = result(metric);
        String arrow = result.metric().higherIsBetter() ? " ↑" : " ↓";
        heads.put(result.metric().toString(), result.displayName() + arrow);
      }
    }
    return heads;
  }

  private static String line(VariantOutcome row, Map<String, String> heads) {
    if (row.failure() != null) {
      return "| %s | %s |".formatted(row.name(), row.failure().replace("|", "\\|"));
    }
    String cells =
        heads.keySet().stream().map(metric -> cell(row, metric)).collect(Collectors.joining(" | "));
    return "| %s | %s |".formatted(row.name(), cells);
  }

  private static String cell(VariantOutcome row, String metric) {
    for (JsonNode candidate : row.metrics()) {
      MetricResult result = result(candidate);
      if (result.metric().toString().equals(metric)) {
        return cell(candidate, result);
      }
    }
    return "–";
  }

  private static String cell(JsonNode row, MetricResult result) {
    JsonNode gain = row.path("pseudoTargetGain");
    return "%s · %s · %s · **%s**<br>%s, %s"
        .formatted(
            number(row.path("input")),
            number(result.base()),
            number(row.path("pseudoTargets")),
            number(result.adapted()),
            interval(value(gain, "improvement"), value(gain, "lower"), value(gain, "upper")),
            interval(result.improvement(), result.lower(), result.upper()));
  }

  private static String interval(
      @Nullable Double mean, @Nullable Double lower, @Nullable Double upper) {
    if (mean == null) {
      return "–";
    }
    return lower == null || upper == null
        ? String.format(Locale.ROOT, "%+.1f %%", 100 * mean)
        : String.format(
            Locale.ROOT, "%+.1f %% (%.1f … %.1f)", 100 * mean, 100 * lower, 100 * upper);
  }

  private static String number(JsonNode value) {
    return value.isNumber() ? number(value.asDouble()) : "–";
  }

  private static String number(@Nullable Double value) {
    return value == null ? "–" : String.format(Locale.ROOT, "%.4g", value);
  }

  private static @Nullable Double value(JsonNode row, String field) {
    return row.path(field).isNumber() ? row.path(field).asDouble() : null;
  }

  private static MetricResult result(JsonNode row) {
    try {
      return JSON.treeToValue(row.path("result"), MetricResult.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("metrics.json has a row without result", e);
    }
  }
}
