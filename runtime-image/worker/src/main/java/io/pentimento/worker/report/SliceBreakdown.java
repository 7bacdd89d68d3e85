package io.pentimento.worker.report;

import io.pentimento.api.v1alpha1.status.MetricResult;
import java.util.List;
import java.util.stream.Collectors;

/** The section of the page with results by folder and by image. */
final class SliceBreakdown {
  private SliceBreakdown() {}

  static String means(List<MetricRow> rows) {
    String slices =
        rows.stream()
            .flatMap(row -> row.slices().stream())
            .map(SliceBreakdown::slice)
            .collect(Collectors.joining());
    String worst =
        rows.stream()
            .filter(row -> !row.worst().isEmpty())
            .map(SliceBreakdown::worst)
            .collect(Collectors.joining());
    return table("Results by folder", "improvement", slices)
        + table("Images with regressions", "largest first, relative to the mean", worst);
  }

  private static String table(String title, String column, String rows) {
    return rows.isEmpty()
        ? ""
        : "<h2>%s</h2><div class=\"card\"><table><tr><th>metric</th><th>%s</th></tr>%s</table></div>"
            .formatted(title, column, rows);
  }

  private static String slice(MetricResult result) {
    return "<tr><td><b>%s</b></td><td class=\"%s\">%s</td></tr>"
        .formatted(
            ReportPage.escaped(result.displayName()),
            ReportPage.tone(result),
            ReportPage.improvement(result));
  }

  private static String worst(MetricRow row) {
    String images =
        row.worst().stream()
            .map(
                change ->
                    "%s <b class=\"bad\">%s</b>"
                        .formatted(
                            ReportPage.escaped(change.image()),
                            ReportPage.percent(change.improvement())))
            .collect(Collectors.joining(", "));
    return "<tr><td><b>%s</b></td><td>%s</td></tr>".formatted(row.result().displayName(), images);
  }
}
