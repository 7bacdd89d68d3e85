// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.SourceStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.StageKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Jobs of one workspace that have finished some stages. */
final class Jobs {
  static final Instant START = Instant.parse("2026-11-24T00:00:00Z");
  private static final Map<String, String> DIGESTS =
      Map.of(
          "restorer.source", "sha256:1", "prior.source", "sha256:2", "dataset.source", "sha256:3");

  private Jobs() {}

  static AdaptationJob job(String name, String... lines) {
    StringBuilder yaml = new StringBuilder("metadata: {name: " + name + "}\n");
    yaml.append("spec:\n");
    for (String line :
        List.of(
            "restorer: {source: {uri: r.pth}}",
            "prior: {source: {uri: p.pth}}",
            "dataset: {source: {uri: images}}",
            "workspace: {persistentVolumeClaim: {claimName: w}}")) {
      yaml.append("  ").append(line).append('\n');
    }
    for (String line : lines) {
      yaml.append("  ").append(line).append('\n');
    }
    try {
      return AdaptationJobYaml.read(yaml.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(yaml.toString(), e);
    }
  }

  /**
   * The key of a stage of this job, whose sources have the digests that {@link #finish} records.
   */
  static StageKey key(AdaptationJobSpec spec, StageName stage) {
    StageKeys keys = StageKeys.of(spec);
    return switch (stage) {
      case PREPARE -> keys.prepare(Map.of());
      case GENERATE -> keys.generate(DIGESTS);
      case TRAIN -> keys.train(DIGESTS);
      default -> keys.evaluate(DIGESTS);
    };
  }

  /** Records that the stage took so many seconds for so many items. */
  static AdaptationJob finish(AdaptationJob job, StageName stage, long seconds, int items) {
    return record(
        job,
        entry(
            stage,
            key(job.getSpec(), stage).hex(),
            StageState.SUCCEEDED,
            new ItemCounts(items, items, 0),
            START.toString(),
            START.plusSeconds(seconds).toString()));
  }

  static AdaptationJob record(AdaptationJob job, StageStatus entry) {
    AdaptationJobStatus before =
        job.getStatus() == null ? AdaptationJobStatus.empty() : job.getStatus();
    List<StageStatus> stages = new ArrayList<>(before.stages());
    stages.add(entry);
    job.setStatus(
        new AdaptationJobStatus(
            null, null, null, null, sources(), stages, null, null, null, null, null, null));
    return job;
  }

  static StageStatus entry(
      StageName stage, String key, StageState state, ItemCounts items, String start, String end) {
    return new StageStatus(
        stage, key, null, 1, null, null, null, items, state, "Completed", null, start, end);
  }

  private static List<SourceStatus> sources() {
    List<SourceStatus> sources = new ArrayList<>();
    DIGESTS.forEach((name, digest) -> sources.add(new SourceStatus(name, "uri", digest, null)));
    sources.add(new SourceStatus("dataset.reference", "uri", null, null));
    return sources;
  }
}
