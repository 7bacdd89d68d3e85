// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.report;

import static java.util.Objects.requireNonNullElse;

import io.pentimento.worker.report.MetricRow.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Changes of single images in one metric, counted in equal bins around no change.
 *
 * @param metric for display
 * @param worse number of images that became worse
 * @param images number of all images
 * @param reach of the outermost bins: the largest change, as a share of the base's mean
 * @param bars of the bins that have images
 */
record Histogram(String metric, long worse, int images, double reach, List<Bar> bars) {
  static final int WIDTH = 420;
  static final int HEIGHT = 90;
  private static final int BINS = 21;
  private static final int BIN_WIDTH = WIDTH / BINS;
  static final int BAR_WIDTH = BIN_WIDTH - 2;
  static final int MIDDLE = BINS * BIN_WIDTH / 2;

  /** A bar in the coordinates of the plot; {@code y} is its upper edge. */
  record Bar(String tone, int x, String y, String height) {}

  /** A histogram for each metric that has values of single images. */
  static List<Histogram> of(List<MetricRow> rows) {
    return rows.stream()
        .filter(row -> row.samples().images().size() > 1)
        .map(Histogram::of)
        .toList();
  }

  private static Histogram of(MetricRow row) {
    double[] gains = gains(row);
    double reach = Arrays.stream(gains).map(Math::abs).max().orElse(0);
    long worse = Arrays.stream(gains).filter(gain -> gain < 0).count();
    return new Histogram(
        row.result().displayName(), worse, gains.length, reach, bars(counts(gains, reach)));
  }

  private static double[] gains(MetricRow row) {
    Samples samples = row.samples();
    double unit = row.result().metric().unit(requireNonNullElse(row.result().base(), 0.0));
    double sign = row.result().metric().higherIsBetter() ? 1 : -1;
    return IntStream.range(0, samples.images().size())
        .mapToDouble(i -> sign * (samples.adapted().get(i) - samples.base().get(i)) / unit)
        .toArray();
  }

  /**
   * Equal bins from minus to plus the largest change, so that the middle bin is the one without
   * change.
   */
  private static int[] counts(double[] gains, double reach) {
    int[] counts = new int[BINS];
    for (double gain : gains) {
      double share = reach == 0 ? 0.5 : (gain / reach + 1) / 2;
      counts[(int) Math.min(BINS - 1.0, Math.floor(share * BINS))]++;
    }
    return counts;
  }

  private static List<Bar> bars(int[] counts) {
    int most = Arrays.stream(counts).max().orElse(1);
    return IntStream.range(0, BINS)
        .filter(bin -> counts[bin] > 0)
        .mapToObj(bin -> bar(bin, HEIGHT * (double) counts[bin] / most))
        .toList();
  }

  private static Bar bar(int bin, double height) {
    String tone = bin < BINS / 2 ? "worse" : bin == BINS / 2 ? "same" : "better";
    return new Bar(tone, bin * BIN_WIDTH + 1, decimal(HEIGHT - height), decimal(height));
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
