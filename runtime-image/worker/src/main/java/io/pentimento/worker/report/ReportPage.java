// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.report;

import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.status.MetricResult;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a {@link Report} as one self-contained HTML file. */
public final class ReportPage {
  private ReportPage() {}

  public static String html(Report report) {
    return Templates.html("report.jte", report);
  }

  static String summary(Report report) {
    long better =
        report.metrics().stream().filter(m -> value(m.result().improvement()) > 0).count();
    return "The restorer was adapted to these images without clean examples. On %d images that were not used for training, the adapted model is better than the base in %d of %d metrics."
        .formatted(report.images(), better, report.metrics().size());
  }

  /** How to read the table of metrics. */
  static String reading(Report report) {
    String networks =
        report.metrics().stream()
            .map(MetricRow::result)
            .filter(r -> r.extractor() != null)
            .map(r -> " %s: %s.".formatted(r.displayName(), r.extractor()))
            .collect(Collectors.joining());
    return "Improvement is relative to the value of the base, with its %.0f %% confidence interval over pairs of images; it is green if the interval is above zero. Controls: the degraded input, and the Gaussian blur of it that is best in the metric."
            .formatted(100 * report.confidence())
        + (report.metrics().stream().anyMatch(row -> row.colourMatched() != null)
            ? " Rows with matched colours follow the authors of the method: the colours are matched"
                + " to the ground truth first."
            : "")
        + (report.metrics().stream().anyMatch(ReportPage::isShare)
            ? " FacesDetected is the share of the images in which the detector finds the face; its"
                + " improvement is the difference of the shares."
            : "")
        + networks;
  }

  private static boolean isShare(MetricRow row) {
    return row.result().metric() == Metric.FACES_DETECTED;
  }

  static boolean hasPseudoTargets(Report report) {
    return report.metrics().stream().anyMatch(m -> m.pseudoTargets() != null);
  }

  /** The style of an improvement whose interval does not include zero. */
  static String tone(MetricResult r) {
    if (value(r.lower()) > 0) {
      return "good";
    }
    return value(r.upper()) < 0 ? "bad" : "";
  }

  private static double value(@Nullable Double number) {
    return number == null ? 0 : number;
  }

  static String number(@Nullable Double number) {
    return number == null ? "–" : String.format(Locale.ROOT, "%.4g", number);
  }

  static String sigma(double pixels) {
    return String.format(Locale.ROOT, "%.2g", pixels);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%+.1f %%", 100 * share);
  }
}
