package io.pentimento.worker.report;

import io.pentimento.api.v1alpha1.status.MetricResult;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The part of the page that compares the adapted model with the one that serves. */
final class AgainstServing {
  private AgainstServing() {}

  /** Nothing where no model served. */
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
        <h2>Against the model that serves</h2><p><small>The same images, restored by the model that served \
        when this one was measured. Improvement is a share of that model's value.</small></p>\
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
