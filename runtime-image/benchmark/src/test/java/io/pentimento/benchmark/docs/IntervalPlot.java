// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.docs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An SVG with one panel for each metric and one row for each variant. Each series has a point at
 * the mean improvement and a line over its confidence interval.
 */
final class IntervalPlot {
  private static final int NARROWEST_LABELS = 190;
  private static final int CHARACTER = 7;
  private static final int PANEL = 150;
  private static final int GAP = 14;
  private static final int TOP = 56;
  private static final int ROW = 30;
  private static final List<String> COLOURS = List.of("#1f77b4", "#d95f02");

  private final List<String> series;
  private final Map<String, Map<String, List<Improvement>>> panels = new LinkedHashMap<>();

  IntervalPlot(List<String> series) {
    this.series = List.copyOf(series);
  }

  /**
   * Adds the improvements of one row in one panel; the order is that of the series, from the last
   * one backwards.
   */
  void add(String metric, String row, List<Improvement> improvements) {
    panels.computeIfAbsent(metric, name -> new LinkedHashMap<>()).put(row, improvements);
  }

  String svg() {
    List<String> rows = List.copyOf(panels.values().iterator().next().keySet());
    int labels = labels(rows);
    int width = labels + panels.size() * (PANEL + GAP);
    int bottom = TOP + rows.size() * ROW;
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\""
                .formatted(width, bottom + 44)
            + " font-family=\"sans-serif\" font-size=\"12\">\n"
            + "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    legend(svg, labels);
    IntStream.range(0, rows.size())
        .forEach(i -> text(svg, labels - 12, middle(i) + 4, "end", rows.get(i)));
    int left = labels;
    for (var panel : panels.entrySet()) {
      panel(svg, panel.getKey(), rows, panel.getValue(), left, bottom);
      left += PANEL + GAP;
    }
    text(svg, width - GAP, bottom + 38, "end", "improvement in %, 95 % confidence interval");
    return svg.append("</svg>\n").toString();
  }

  /** The width of the labels of the rows. */
  private static int labels(List<String> rows) {
    int longest = rows.stream().mapToInt(String::length).max().orElse(0);
    return Math.max(NARROWEST_LABELS, CHARACTER * longest);
  }

  private void legend(StringBuilder svg, int labels) {
    int left = labels;
    for (int i = 0; i < series.size(); i++) {
      svg.append(
          "<circle cx=\"%d\" cy=\"14\" r=\"4\" fill=\"%s\"/>\n".formatted(left, COLOURS.get(i)));
      text(svg, left + 10, 18, "start", series.get(i));
      left += 150;
    }
  }

  private void panel(
      StringBuilder svg,
      String metric,
      List<String> rows,
      Map<String, List<Improvement>> values,
      int left,
      int bottom) {
    Scale scale =
        Scale.covering(values.values().stream().flatMap(List::stream).toList(), left, PANEL);
    text(svg, left + PANEL / 2, TOP - 10, "middle", metric);
    for (int tick : scale.ticks()) {
      line(svg, scale.x(tick), TOP, scale.x(tick), bottom, tick == 0 ? "#444444" : "#dddddd", 1);
      text(svg, scale.x(tick), bottom + 16, "middle", Integer.toString(tick));
    }
    for (int i = 0; i < rows.size(); i++) {
      row(svg, scale, middle(i), values.getOrDefault(rows.get(i), List.of()));
    }
  }

  private void row(StringBuilder svg, Scale scale, int middle, List<Improvement> values) {
    int first = series.size() - values.size();
    for (int i = 0; i < values.size(); i++) {
      Improvement value = values.get(i);
      String colour = COLOURS.get(first + i);
      double y = middle + (first + i - (series.size() - 1) / 2.0) * 11;
      line(svg, scale.x(value.lower()), y, scale.x(value.upper()), y, colour, 2);
      svg.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>\n",
              scale.x(value.mean()),
              y,
              colour));
    }
  }

  private static int middle(int row) {
    return TOP + row * ROW + ROW / 2;
  }

  private static void line(
      StringBuilder svg, double x1, double y1, double x2, double y2, String colour, int width) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%d\"/>\n",
            x1,
            y1,
            x2,
            y2,
            colour,
            width));
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String words) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
            x,
            y,
            anchor,
            words));
  }
}
