// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.evaluation.GateBaseline;
import io.pentimento.api.v1alpha1.evaluation.GateRule;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.TerminationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessageEvidenceTest {
  private static final String DIGEST = "sha256:" + "f".repeat(64);
  private static final TerminationMessage EMPTY =
      TerminationMessage.success(
          StageName.EVALUATE, new StageKey("a".repeat(64)), new ItemCounts(10, 10, 0));

  @Test
  void measurementsThatFitAreUnchanged() {
    List<MetricResult> few = rows(Metric.FID, Metric.FACES_DETECTED);

    assertThat(MessageEvidence.add(EMPTY, few, List.of()).metrics()).isEqualTo(few);
  }

  @Test
  void everyMetricWithAndWithoutAServingModelFitsAndKeepsTheRowsOfTheGate() {
    List<MetricResult> all = rows(Metric.values());
    List<GateRule> gate = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      gate.add(new GateRule(metric, null, 0.1, GateBaseline.SERVING));
    }
    Stream.of(Metric.PSNR, Metric.SSIM, Metric.NIQE, Metric.FID, Metric.LANDMARK_DISTANCE)
        .forEach(metric -> gate.add(new GateRule(metric, 0.0, null)));

    TerminationMessage message = MessageEvidence.add(EMPTY, all, gate);

    assertThat(EMPTY.withMetrics(all).fits()).isFalse();
    assertThat(message.fits()).isTrue();
    for (GateRule rule : gate) {
      assertThat(message.metrics())
          .anyMatch(
              row ->
                  row.metric() == rule.metric()
                      && row.isAgainstServing() == rule.isAgainstServing());
    }
  }

  @Test
  void withoutAGateTheRowsAgainstTheServingModelAreLeftOutFirst() {
    TerminationMessage message = MessageEvidence.add(EMPTY, rows(Metric.values()), List.of());

    assertThat(message.metrics())
        .noneMatch(MetricResult::isAgainstServing)
        .extracting(MetricResult::metric)
        .contains(Metric.values());
  }

  private static List<MetricResult> rows(Metric... metrics) {
    List<MetricResult> rows = new ArrayList<>();
    for (Metric metric : metrics) {
      rows.add(row(metric, "own network of widths [16, 32, 64], " + DIGEST));
    }
    for (Metric metric : metrics) {
      rows.add(row(metric, "own network of widths [16, 32, 64]").againstServing());
    }
    for (int slice = 0; slice < 3; slice++) {
      String folder = "…" + "f".repeat(48);
      rows.add(row(Metric.FID, "own network of widths [16, 32, 64]").inSlice(folder));
    }
    return rows;
  }

  private static MetricResult row(Metric metric, String network) {
    double number = -0.12345678901234567;
    MetricResult row =
        new MetricResult(metric, number, number, number, number, number, null, null).rounded(5);
    return metric.needsNetwork() ? row.withExtractor(network) : row;
  }
}
