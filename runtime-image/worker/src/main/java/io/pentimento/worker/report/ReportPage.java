package io.pentimento.worker.report;

import io.pentimento.api.v1alpha1.status.MetricResult;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a {@link Report} as one self-contained HTML file. */
public final class ReportPage {
  private final Report report;

  private ReportPage(Report report) {
    this.report = report;
  }

  public static String html(Report report) {
    return new ReportPage(report).page();
  }

  private String page() {
    return
"""
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>%1$s · Pentimento</title><style>%2$s</style></head><body><main>
<h1>%1$s</h1><p class="lead">%3$s</p>
<h2>Results on the holdout</h2><div class="card">%4$s</div>
<p><small>%5$s</small></p>
%6$s
%14$s
%10$s
%11$s
<h2>Images side by side</h2>%7$s
<h2>Time and cost</h2><div class="card"><dl>%12$s</dl></div>
<h2>Settings</h2><div class="card"><dl>%8$s</dl></div>
<h2>Digests</h2><div class="card mono"><dl>%9$s</dl></div>
</main><script>%13$s</script></body></html>
"""
        .formatted(
            escaped(report.job()),
            Style.SHEET,
            summary(),
            metrics(),
            reading(),
            Verdict.of(report.gate()),
            report.pictures().stream().map(this::picture).collect(Collectors.joining()),
            definitions(report.settings()),
            definitions(report.digests()),
            SliceBreakdown.means(report.metrics()),
            Distributions.of(report.metrics()),
            definitions(report.cost()),
            Style.SCRIPT,
            AgainstServing.table(report.metrics()));
  }

  private String summary() {
    long better =
        report.metrics().stream().filter(m -> value(m.result().improvement()) > 0).count();
    return "The restorer was adapted to these images without clean examples. On %d images that were not used for training, the adapted model is better than the base in %d of %d metrics."
        .formatted(report.images(), better, report.metrics().size());
  }

  private String reading() {
    String networks =
        report.metrics().stream()
            .map(MetricRow::result)
            .filter(r -> r.extractor() != null)
            .map(r -> " %s: %s.".formatted(r.displayName(), escaped(r.extractor())))
            .collect(Collectors.joining());
    return "Improvement is relative to the value of the base, with its %.0f %% confidence interval over pairs of images; it is green if the interval is above zero. Controls: the degraded input, and the Gaussian blur of it that is best in the metric."
            .formatted(100 * report.confidence())
        + (report.metrics().stream().anyMatch(row -> row.colourMatched() != null)
            ? " Rows with matched colours follow the authors of the method: the colours are matched"
                + " to the ground truth first."
            : "")
        + networks;
  }

  private String metrics() {
    return "<table><tr><th>metric</th><th>input</th><th>best"
        + " blur</th><th>base</th>"
        + (hasPseudoTargets() ? "<th>pseudo targets</th>" : "")
        + "<th>adapted</th><th>improvement</th></tr>"
        + report.metrics().stream().map(this::metric).collect(Collectors.joining())
        + report.metrics().stream().map(this::matched).collect(Collectors.joining())
        + "</table>";
  }

  /** The same metrics with matched colours, below the plain rows. */
  private String matched(MetricRow row) {
    if (row.colourMatched() == null) {
      return "";
    }
    return "<tr><td>%s <small>colours matched</small></td><td>%s</td><td>–</td><td>%s</td>%s<td>%s</td><td></td></tr>"
        .formatted(
            escaped(row.result().displayName()),
            number(row.colourMatched().input()),
            number(row.colourMatched().base()),
            hasPseudoTargets() ? "<td>–</td>" : "",
            number(row.colourMatched().adapted()));
  }

  private String metric(MetricRow row) {
    MetricResult r = row.result();
    String blur =
        row.bestBlur() == null
            ? "–"
            : number(row.bestBlur()) + " <small>σ %.2g</small>".formatted(row.blurSigma());
    return "<tr><td><b>%s</b> <small>%s</small></td><td>%s</td><td>%s</td><td>%s</td>%s<td><b>%s</b></td><td class=\"%s\">%s</td></tr>"
        .formatted(
            escaped(r.displayName()),
            r.metric().higherIsBetter() ? "higher is better" : "lower is better",
            number(row.input()),
            blur,
            number(r.base()),
            hasPseudoTargets() ? "<td>" + number(row.pseudoTargets()) + "</td>" : "",
            number(r.adapted()),
            tone(r),
            improvement(r));
  }

  private boolean hasPseudoTargets() {
    return report.metrics().stream().anyMatch(m -> m.pseudoTargets() != null);
  }

  static String tone(MetricResult r) {
    if (value(r.lower()) > 0) {
      return "good";
    }
    return value(r.upper()) < 0 ? "bad" : "";
  }

  static String improvement(MetricResult r) {
    if (r.improvement() == null) {
      return "–";
    }
    String interval =
        r.lower() == null
            ? ""
            : " <small>%s to %s</small>".formatted(percent(r.lower()), percent(r.upper()));
    return "<b>%s</b>%s".formatted(percent(r.improvement()), interval);
  }

  private String picture(Picture picture) {
    return "<div class=\"name\">%s</div><div class=\"row\">%s</div>"
        .formatted(
            escaped(picture.name()),
            picture.versions().entrySet().stream()
                .map(v -> figure(v.getKey(), v.getValue()))
                .collect(Collectors.joining()));
  }

  private static String figure(String caption, byte[] png) {
    return "<figure class=\"%1$s\"><img alt=\"%1$s\" src=\"data:image/png;base64,%2$s\"><figcaption>%1$s</figcaption></figure>"
        .formatted(escaped(caption), Base64.getEncoder().encodeToString(png));
  }

  private static String definitions(Map<String, String> entries) {
    return entries.entrySet().stream()
        .map(e -> "<dt>%s</dt><dd>%s</dd>".formatted(escaped(e.getKey()), escaped(e.getValue())))
        .collect(Collectors.joining());
  }

  private static double value(@Nullable Double number) {
    return number == null ? 0 : number;
  }

  static String number(@Nullable Double number) {
    return number == null ? "–" : String.format(Locale.ROOT, "%.4g", number);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%+.1f %%", 100 * share);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
