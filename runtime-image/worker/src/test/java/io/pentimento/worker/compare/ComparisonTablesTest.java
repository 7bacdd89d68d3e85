// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.worker.compare.ComparisonPlan.Group;
import io.pentimento.worker.compare.ComparisonPlan.Variant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The Markdown tables of a comparison. */
class ComparisonTablesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, VariantOutcome> outcomes = new HashMap<>();

  private void measured(String name, ObjectNode... rows) {
    ArrayNode metrics = JSON.createArrayNode();
    for (ObjectNode row : rows) {
      metrics.add(row);
    }
    outcomes.put(name, new VariantOutcome(name, null, metrics));
  }

  private static ObjectNode row(Metric metric, Double lower, Double upper) {
    ObjectNode row = JSON.createObjectNode();
    row.set(
        "result",
        JSON.valueToTree(new MetricResult(metric, 20.0, 22.0, 0.1, lower, upper, null, null)));
    return row;
  }

  private String table(String note, String... variants) {
    List<Variant> names = List.of(variants).stream().map(name -> new Variant(name, null)).toList();
    return new ComparisonTables(outcomes).markdown(List.of(new Group("Rates", note, names)));
  }

  @Test
  void theHeaderNamesEveryMetricWithItsDirection() {
    measured("a", row(Metric.PSNR, null, null));
    measured("b", row(Metric.NIQE, null, null));

    assertThat(table(null, "a", "b"))
        .contains("## Rates", "| | PSNR ↑ | NIQE ↓ |", "|---|---|---|");
  }

  @Test
  void aMetricThatAVariantDoesNotHaveIsADash() {
    measured("a", row(Metric.PSNR, null, null));
    measured("b", row(Metric.NIQE, null, null));

    assertThat(table(null, "a", "b")).containsPattern("\\| a \\| [^|]+ \\| – \\|");
  }

  @Test
  void anImprovementIsShownWithItsInterval() {
    measured("a", row(Metric.PSNR, 0.05, 0.15));

    assertThat(table(null, "a")).contains("– · 20.00 · – · **22.00**<br>–, +10.0 % (5.0 … 15.0)");
  }

  @Test
  void withoutAnIntervalOnlyTheImprovementIsShown() {
    measured("a", row(Metric.FID, null, null));

    assertThat(table(null, "a")).contains("<br>–, +10.0 % |");
  }

  @Test
  void inputPseudoTargetsAndTheirGainAreShown() {
    ObjectNode row = row(Metric.PSNR, 0.05, 0.15);
    row.put("input", 18.0).put("pseudoTargets", 21.0);
    row.withObject("/pseudoTargetGain")
        .put("improvement", 0.05)
        .put("lower", 0.01)
        .put("upper", 0.09);
    measured("a", row);

    assertThat(table(null, "a"))
        .contains("18.00 · 20.00 · 21.00 · **22.00**<br>+5.0 % (1.0 … 9.0), +10.0 % (5.0 … 15.0)");
  }

  @Test
  void aFailedVariantIsShownWithItsReasonWhoseBarsDoNotSplitTheTable() {
    outcomes.put("a", VariantOutcome.failed("a", "train failed: a|b"));

    assertThat(table(null, "a")).contains("| a | train failed: a\\|b |");
  }

  @Test
  void theNoteStandsBelowTheTitle() {
    measured("a", row(Metric.PSNR, null, null));

    assertThat(table("  How fast to learn.\n", "a"))
        .contains("## Rates\n\nHow fast to learn.\n\n|");
  }

  @Test
  void aRowWithoutAResultIsADefectOfTheMetricsFile() {
    ObjectNode empty = JSON.createObjectNode();
    empty.put("result", "text");
    measured("a", empty);

    assertThatIllegalStateException()
        .isThrownBy(() -> table(null, "a"))
        .withMessage("metrics.json has a row without result");
  }
}
