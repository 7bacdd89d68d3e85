package io.pentimento.worker.report;

import io.pentimento.api.v1alpha1.status.MetricResult;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The section of the page that compares the adapted model with the serving model. */
final class AgainstServing {
  private AgainstServing() {}

  /** Empty if no model served. */
  static String table(List<MetricRow> rows) {
    String compared =
        rows.stream()
            .map(MetricRow::overServing)
            .filter(Objects::nonNull)
            .map(AgainstServing::row)
            .collect(Collectors.joining());
    return compared.isEmpty()
        ? ""
        : """
        <h2>Comparison with the serving model</h2><p><small>The same images, restored by the model that served \
        when the evaluation began. Improvement is relative to the value of that model.</small></p>\
        <div class="card"><table><tr><th>metric</th><th>serving</th><th>adapted</th>\
        <th>improvement</th></tr>%s</table></div>
        """
            .formatted(compared);
  }

  private static String row(MetricResult result) {
    return "<tr><td><b>%s</b></td><td>%s</td><td><b>%s</b></td><td class=\"%s\">%s</td></tr>"
        .formatted(
            ReportPage.escaped(result.displayName()),
            ReportPage.number(result.base()),
            ReportPage.number(result.adapted()),
            ReportPage.tone(result),
            ReportPage.improvement(result));
  }
}
