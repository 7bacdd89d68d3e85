package io.pentimento.worker.report;

import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.MetricResult;
import java.util.stream.Collectors;

/** The section of the page with the decision of the gate and the measurements it is based on. */
final class Verdict {
  private Verdict() {}

  static String of(GateStatus gate) {
    String rows =
        gate.metrics().stream()
            .filter(row -> row.decision() != null)
            .map(Verdict::row)
            .collect(Collectors.joining());
    return rows.isEmpty()
        ? ""
        : """
        <h2>Gate: <span class="%s">%s</span></h2><p><small>%s</small></p>\
        <div class="card"><table><tr><th>metric</th><th>required</th><th>measured</th>\
        <th>decision</th></tr>%s</table></div>
        """
            .formatted(
                tone(gate.decision()), word(gate.decision()), meaning(gate.decision()), rows);
  }

  private static String row(MetricResult row) {
    return "<tr><td><b>%s</b></td><td>at least %s</td><td>%s</td><td class=\"%s\">%s</td></tr>"
        .formatted(
            ReportPage.escaped(row.displayName()),
            ReportPage.percent(row.required()),
            ReportPage.improvement(row),
            tone(row.decision()),
            word(row.decision()));
  }

  private static String meaning(GateDecision decision) {
    return switch (decision) {
      case PASSED -> "All intervals meet the requirements of the manifest: the model may serve.";
      case FAILED ->
          "An interval is below the requirement of the manifest: the model is not rolled out.";
      case INCONCLUSIVE ->
          "An interval includes the required value, or there are too few images:"
              + " the model is not rolled out. Evaluate on more images.";
    };
  }

  private static String word(GateDecision decision) {
    return switch (decision) {
      case PASSED -> "passed";
      case FAILED -> "failed";
      case INCONCLUSIVE -> "inconclusive";
    };
  }

  private static String tone(GateDecision decision) {
    return switch (decision) {
      case PASSED -> "good";
      case FAILED -> "bad";
      case INCONCLUSIVE -> "unclear";
    };
  }
}
