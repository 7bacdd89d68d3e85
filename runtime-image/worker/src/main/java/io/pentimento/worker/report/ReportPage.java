package io.pentimento.worker.report;

import io.pentimento.api.v1alpha1.Metric;
import io.pentimento.api.v1alpha1.MetricResult;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a {@link Report} as one HTML file that needs no other. */
public final class ReportPage {
  private static final String STYLE =
      """
:root { --ink:#1d2430; --soft:#687285; --line:#e3e6ec; --good:#13795b; --bad:#b3392f; --ground:#f6f7f9; }
* { box-sizing:border-box }
body { margin:0; background:var(--ground); color:var(--ink); font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif }
main { max-width:1120px; margin:0 auto; padding:40px 24px 80px }
h1 { font-size:30px; letter-spacing:-.02em; margin:0 0 4px } h2 { font-size:19px; margin:44px 0 14px }
.lead { font-size:17px; color:var(--soft); margin:0 0 26px; max-width:60em }
.card { background:#fff; border:1px solid var(--line); border-radius:12px; padding:6px 20px; overflow-x:auto }
table { border-collapse:collapse; width:100% } th,td { padding:11px 10px; text-align:right; border-bottom:1px solid var(--line); white-space:nowrap }
tr:last-child td { border-bottom:0 } th { font-weight:600; color:var(--soft); font-size:13px } th:first-child,td:first-child { text-align:left }
td { font-variant-numeric:tabular-nums } td b { font-weight:650 }
.good { color:var(--good) } .bad { color:var(--bad) } small { color:var(--soft) }
.row { display:grid; grid-auto-flow:column; grid-auto-columns:minmax(0,1fr); gap:12px; background:#fff; border:1px solid var(--line); border-radius:12px; padding:14px; margin-bottom:14px }
figure { margin:0; max-width:300px } img { width:100%; border-radius:7px; display:block; background:#ddd } figcaption { font-size:13px; color:var(--soft); margin-top:7px; text-align:center }
figure.adapted figcaption { color:var(--good); font-weight:650 } figure.adapted img { outline:2px solid var(--good); outline-offset:2px }
.name { font-size:12px; color:var(--soft); margin:20px 2px 6px; font-family:ui-monospace,monospace }
dl { display:grid; grid-template-columns:max-content 1fr; gap:6px 24px; margin:14px 0 } dt { color:var(--soft) } dd { margin:0; overflow-wrap:anywhere }
.mono dd { font-family:ui-monospace,monospace; font-size:13px }
""";

  private final Report report;

  private ReportPage(Report report) {
    this.report = report;
  }

  public static String html(Report report) {
    return new ReportPage(report).page();
  }

  private String page() {
    return """
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>%1$s · Pentimento</title><style>%2$s</style></head><body><main>
<h1>%1$s</h1><p class="lead">%3$s</p>
<h2>Measured on the holdout</h2><div class="card">%4$s</div>
<p><small>%5$s</small></p>
%10$s
%6$s
<h2>Side by side</h2>%7$s
<h2>Settings</h2><div class="card"><dl>%8$s</dl></div>
<h2>Digests</h2><div class="card mono"><dl>%9$s</dl></div>
</main></body></html>
"""
        .formatted(
            escaped(report.job()),
            STYLE,
            summary(),
            metrics(),
            reading(),
            gate(),
            report.pictures().stream().map(this::picture).collect(Collectors.joining()),
            definitions(report.settings()),
            definitions(report.digests()),
            Behind.means(report.metrics()));
  }

  private String summary() {
    long better =
        report.metrics().stream().filter(m -> value(m.result().improvement()) > 0).count();
    return "The restorer was adapted to these images without a clean example of them. On %d images that it never saw, the adapted model is better than the one before by %d of %d metrics."
        .formatted(report.images(), better, report.metrics().size());
  }

  private String reading() {
    String networks =
        report.metrics().stream()
            .map(MetricRow::result)
            .filter(r -> r.extractor() != null)
            .map(r -> " %s: %s.".formatted(r.displayName(), escaped(r.extractor())))
            .collect(Collectors.joining());
    return "Improvement is a share of the base's value, with its %.0f %% interval over pairs of images; green where the interval lies above zero. Controls: the input as it came, and the plain Gaussian blur that is best by that metric."
            .formatted(100 * report.confidence())
        + networks;
  }

  private String metrics() {
    return "<table><tr><th>metric</th><th>input</th><th>best"
        + " blur</th><th>base</th>"
        + (hasPseudoTargets() ? "<th>pseudo targets</th>" : "")
        + "<th>adapted</th><th>improvement</th></tr>"
        + report.metrics().stream().map(this::metric).collect(Collectors.joining())
        + "</table>";
  }

  private String metric(MetricRow row) {
    MetricResult r = row.result();
    String blur =
        row.bestBlur() == null
            ? number(null)
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

  private String gate() {
    if (report.gate().isEmpty()) {
      return "";
    }
    return "<h2>Asked for before a rollout</h2><div"
        + " class=\"card\"><table><tr><th>metric</th><th>improvement of at least</th></tr>"
        + report.gate().stream()
            .map(
                g ->
                    "<tr><td><b>%s</b></td><td>%s</td></tr>"
                        .formatted(displayName(g.metric()), percent(g.requiredImprovement())))
            .collect(Collectors.joining())
        + "</table></div>";
  }

  private String displayName(Metric metric) {
    return report.metrics().stream()
        .map(MetricRow::result)
        .filter(r -> r.metric() == metric)
        .map(MetricResult::displayName)
        .findFirst()
        .orElse(metric.toString());
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

  private static double value(Double number) {
    return number == null ? 0 : number;
  }

  private static String number(Double number) {
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
