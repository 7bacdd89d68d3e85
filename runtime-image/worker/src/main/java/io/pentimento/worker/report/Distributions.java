package io.pentimento.worker.report;

import io.pentimento.worker.report.MetricRow.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws a histogram of the changes of single images for each metric. */
final class Distributions {
  private static final int BINS = 21;
  private static final int WIDTH = 420;
  private static final int HEIGHT = 90;
  private static final int BAR = WIDTH / BINS;

  private Distributions() {}

  /** Empty if no metric has values of single images. */
  static String of(List<MetricRow> rows) {
    String plots =
        rows.stream()
            .filter(row -> row.samples().images().size() > 1)
            .map(Distributions::plot)
            .collect(Collectors.joining());
    return plots.isEmpty()
        ? ""
        : "<h2>Results by image</h2><p><small>Number of images by change, relative to the base's"
            + " mean; improvements are to the right of the line.</small></p><div class=\"plots\">"
            + plots
            + "</div>";
  }

  private static String plot(MetricRow row) {
    double[] gains = gains(row);
    double reach = Arrays.stream(gains).map(Math::abs).max().orElse(0);
    int[] counts = counts(gains, reach);
    long worse = Arrays.stream(gains).filter(gain -> gain < 0).count();
    return """
    <figure><figcaption><b>%s</b> <small>%d of %d images worse</small></figcaption>\
    <svg viewBox="0 0 %d %d" role="img" aria-label="histogram of improvements">%s\
    <line x1="%d" x2="%d" y1="0" y2="%d"/></svg>\
    <figcaption><small>%s to %s</small></figcaption></figure>
    """
        .formatted(
            ReportPage.escaped(row.result().displayName()),
            worse,
            gains.length,
            WIDTH,
            HEIGHT,
            bars(counts),
            BINS * BAR / 2,
            BINS * BAR / 2,
            HEIGHT,
            ReportPage.percent(-reach),
            ReportPage.percent(reach));
  }

  private static double[] gains(MetricRow row) {
    Samples samples = row.samples();
    double unit = Math.max(Math.abs(row.result().base()), Double.MIN_NORMAL);
    double sign = row.result().metric().higherIsBetter() ? 1 : -1;
    return IntStream.range(0, samples.images().size())
        .mapToDouble(i -> sign * (samples.adapted().get(i) - samples.base().get(i)) / unit)
        .toArray();
  }

  /** Equal bins from minus to plus the largest change, so that the middle bin is no change. */
  private static int[] counts(double[] gains, double reach) {
    int[] counts = new int[BINS];
    for (double gain : gains) {
      double share = reach == 0 ? 0.5 : (gain / reach + 1) / 2;
      counts[(int) Math.min(BINS - 1.0, Math.floor(share * BINS))]++;
    }
    return counts;
  }

  private static String bars(int[] counts) {
    int most = Arrays.stream(counts).max().orElse(1);
    return IntStream.range(0, BINS)
        .filter(bin -> counts[bin] > 0)
        .mapToObj(bin -> bar(bin, HEIGHT * (double) counts[bin] / most))
        .collect(Collectors.joining());
  }

  private static String bar(int bin, double height) {
    return String.format(
        Locale.ROOT,
        "<rect class=\"%s\" x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\"/>",
        bin < BINS / 2 ? "worse" : bin == BINS / 2 ? "same" : "better",
        bin * BAR + 1,
        HEIGHT - height,
        BAR - 2,
        height);
  }
}
