package io.pentimento.worker.report;

import io.pentimento.api.v1alpha1.status.GateStatus;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the page shows.
 *
 * @param images of the holdout that were measured
 * @param confidence of the intervals, such as 0.95
 * @param gate what the manifest asks for, and what these numbers say of it
 * @param pictures some of the holdout
 * @param cost what it took, by name
 * @param settings what was done, by name
 * @param digests of what it was done with, by name
 */
public record Report(
    String job,
    int images,
    double confidence,
    List<MetricRow> metrics,
    GateStatus gate,
    List<Picture> pictures,
    Map<String, String> cost,
    Map<String, String> settings,
    Map<String, String> digests) {

  public Report {
    metrics = List.copyOf(metrics);
    pictures = List.copyOf(pictures);
    cost = Collections.unmodifiableMap(new LinkedHashMap<>(cost));
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    digests = Collections.unmodifiableMap(new LinkedHashMap<>(digests));
  }
}
