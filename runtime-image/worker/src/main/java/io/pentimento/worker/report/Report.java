// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.report;

import io.pentimento.api.v1alpha1.status.GateStatus;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of the report page.
 *
 * @param images number of measured images of the holdout
 * @param confidence level of the intervals, such as 0.95
 * @param gate the requirements of the manifest and their decisions for these measurements
 * @param pictures a selection of the holdout
 * @param photographs photographs with restored faces; empty for datasets of aligned crops
 * @param cost times and resources, by name
 * @param settings settings of the job, by name
 * @param digests of models and stages, by name
 */
public record Report(
    String job,
    int images,
    double confidence,
    List<MetricRow> metrics,
    GateStatus gate,
    List<Picture> pictures,
    List<Picture> photographs,
    Map<String, String> cost,
    Map<String, String> settings,
    Map<String, String> digests) {

  public Report {
    metrics = List.copyOf(metrics);
    pictures = List.copyOf(pictures);
    photographs = List.copyOf(photographs);
    cost = Collections.unmodifiableMap(new LinkedHashMap<>(cost));
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    digests = Collections.unmodifiableMap(new LinkedHashMap<>(digests));
  }
}
