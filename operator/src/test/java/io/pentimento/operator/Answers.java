// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator;

import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.PrepareParameters;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.TerminationMessage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Results of workers that succeeded. */
public final class Answers {
  private Answers() {}

  public static TerminationMessage success(StageDocument document) {
    TerminationMessage answer =
        TerminationMessage.success(document.stage(), document.key(), new ItemCounts(10, 10, 0));
    return switch (document.stage()) {
      case PREPARE ->
          answer
              .withDigests(sources((PrepareParameters) document.parameters()))
              .withImages(Map.of("dataset.source", 10));
      case TRAIN ->
          answer.withDigests(Map.of(TerminationMessage.MODEL, model(document.key().hex())));
      case EVALUATE ->
          answer
              .withDigests(
                  Map.of(TerminationMessage.MODEL, model(document.upstream(StageName.TRAIN).hex())))
              .withMetrics(
                  List.of(new MetricResult(Metric.NIQE, 5.0, 4.5, 0.1, 0.09, 0.11, null, null)));
      case PUBLISH ->
          answer.withDigests(Map.of(TerminationMessage.IMAGE, "sha256:" + "5".repeat(64)));
      default -> answer;
    };
  }

  public static String model(String trainKey) {
    return "sha256:" + trainKey;
  }

  private static Map<String, String> sources(PrepareParameters parameters) {
    Map<String, String> digests = new TreeMap<>();
    digests.put("restorer.source", "sha256:" + "1".repeat(64));
    digests.put("prior.source", "sha256:" + "2".repeat(64));
    digests.put("dataset.source", "sha256:" + "3".repeat(64));
    if (parameters.dataset().reference() != null) {
      digests.put("dataset.reference", "sha256:" + "4".repeat(64));
    }
    return digests;
  }
}
