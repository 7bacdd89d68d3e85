// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.worker.report.MetricRow.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportPartsTest {
  private static final MetricResult RESULT =
      new MetricResult(Metric.NIQE, 10.0, 9.0, 0.1, 0.05, 0.15, null, null);

  @Test
  void theDecisionIsShownWithItsMeasurements() {
    GateStatus gate =
        new GateStatus(
            GateDecision.FAILED,
            "sha256:1",
            40,
            List.of(RESULT.withDecision(0.2, GateDecision.FAILED)));

    assertThat(Templates.html("gate.jte", Verdict.of(gate)))
        .contains("Gate: <span class=\"bad\">failed</span>")
        .contains("at least +20.0 %", "<b>+10.0 %</b>", "+5.0 % to +15.0 %")
        .contains("not rolled out");
  }

  @Test
  void theReportHasNoDecisionWithoutAGate() {
    Verdict verdict =
        Verdict.of(new GateStatus(GateDecision.PASSED, "sha256:1", 40, List.of(RESULT)));

    assertThat(Templates.html("gate.jte", verdict)).isBlank();
  }

  @Test
  void aHistogramCountsRegressionsInTheMetricsDirection() {
    Samples samples =
        new Samples(
            List.of("a", "b", "c"),
            new double[] {20, 20, 20},
            new double[] {10, 10, 10},
            new double[] {8, 11, 7});

    assertThat(Templates.html("histograms.jte", Histogram.of(List.of(row(samples)))))
        .contains("1 of 3 images worse", "class=\"worse\"", "class=\"better\"")
        .contains("-30.0 % to +30.0 %");
  }

  @Test
  void metricsOfSetsHaveNoHistogram() {
    List<Histogram> histograms = Histogram.of(List.of(row(Samples.NONE)));

    assertThat(Templates.html("histograms.jte", histograms)).isBlank();
  }

  @Test
  void namesOfImagesAreEscaped() {
    Picture picture = new Picture("<b>&.png", Map.of("input\"<", new byte[] {1, 2, 3}));

    assertThat(Templates.html("picture.jte", picture))
        .contains("&lt;b&gt;&amp;.png", "base64,AQID")
        .doesNotContain("<b>", "input\"<");
  }

  private static MetricRow row(Samples samples) {
    return new MetricRow(RESULT, null, null, null, null, null, null, List.of(), List.of(), samples);
  }
}
