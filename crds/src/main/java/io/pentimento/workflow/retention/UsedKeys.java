// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.retention;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.SourceStatus;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.SourceName;
import io.pentimento.contract.StageKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The keys of a job: those of its stages and of its pseudo targets. */
final class UsedKeys {
  private UsedKeys() {}

  static Set<String> of(AdaptationJob job) {
    Set<String> keys = new TreeSet<>();
    AdaptationJobStatus status = job.getStatus();
    if (status != null) {
      status.stages().stream()
          .map(StageStatus::cacheKey)
          .filter(Objects::nonNull)
          .forEach(keys::add);
      addPseudoTargets(job.getSpec(), status.sources(), keys);
    }
    return keys;
  }

  /** Digests of the models of a job. The artefact of an earlier spec may still be served. */
  static Stream<String> models(AdaptationJob job) {
    return job.getStatus() == null || job.getStatus().model() == null
        ? Stream.of()
        : Stream.of(job.getStatus().model().active(), job.getStatus().model().candidate())
            .filter(Objects::nonNull);
  }

  private static void addPseudoTargets(
      AdaptationJobSpec spec, List<SourceStatus> sources, Set<String> keys) {
    Map<String, String> digests = new HashMap<>();
    for (SourceStatus source : sources) {
      if (source.digest() != null) {
        digests.put(source.name(), source.digest());
      }
    }
    StageKeys stages = StageKeys.of(spec);
    boolean known =
        stages.pseudoTargetSources().stream().map(SourceName::field).allMatch(digests::containsKey);
    if (known) {
      keys.add(stages.pseudoTargetSettings(digests).hex());
    }
  }
}
