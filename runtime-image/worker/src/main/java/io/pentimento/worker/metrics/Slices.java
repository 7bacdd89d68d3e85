// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.metrics;

import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.worker.report.MetricRow.Change;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Results by folder of the holdout, and the images with regressions.
 *
 * @param least minimum number of images of a folder that is evaluated separately
 */
record Slices(List<Item> items, double confidence, int least) {
  private static final int WORST = 3;

  /** One result for each folder; empty unless there are several. */
  List<MetricResult> of(MetricMeasurement measured) {
    Map<String, List<Integer>> folders = folders();
    if (folders.size() < 2) {
      return List.of();
    }
    return folders.entrySet().stream()
        .filter(folder -> folder.getValue().size() >= least)
        .map(folder -> of(measured, folder.getValue()).inSlice(folder.getKey()))
        .toList();
  }

  private MetricResult of(MetricMeasurement measured, List<Integer> images) {
    return measured.only(images.stream().mapToInt(i -> i).toArray()).result(confidence);
  }

  private Map<String, List<Integer>> folders() {
    return IntStream.range(0, items.size())
        .boxed()
        .collect(
            Collectors.groupingBy(i -> folder(items.get(i)), TreeMap::new, Collectors.toList()));
  }

  private static String folder(Item item) {
    int slash = item.name().lastIndexOf('/');
    return slash < 0 ? "." : item.name().substring(0, slash);
  }

  /** The images that became worse, largest regression first. */
  List<Change> worst(MetricMeasurement measured) {
    double[] improvements = measured.improvements();
    return IntStream.range(0, items.size())
        .filter(i -> improvements[i] < 0)
        .mapToObj(i -> new Change(items.get(i).name(), improvements[i]))
        .sorted(Comparator.comparingDouble(Change::improvement))
        .limit(WORST)
        .toList();
  }
}
