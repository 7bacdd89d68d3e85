// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.JobReference;
import io.pentimento.contract.PublishParameters;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.StageKeys;
import io.pentimento.contract.StageParameters;
import io.pentimento.workflow.stage.StageResult;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Creates the document that a starting stage receives. */
final class StageDocumentFactory {
  private StageDocumentFactory() {}

  static StageDocument of(
      AdaptationJob job, StageResult start, List<StageResult> results, StagePipeline pipeline) {
    Map<String, String> digests = pipeline.digests();
    Map<StageName, StageKey> upstream = new EnumMap<>(StageName.class);
    results.stream()
        .filter(StageResult::isDone)
        .filter(result -> result.stage().compareTo(start.stage()) < 0)
        .forEach(result -> upstream.put(result.stage(), result.knownKey()));
    boolean sharded = start.stage() == StageName.GENERATE;
    return new StageDocument(
        start.stage(),
        start.knownKey(),
        new JobReference(
            job.getMetadata().getNamespace(),
            job.getMetadata().getName(),
            job.getMetadata().getUid()),
        upstream,
        digests,
        digests.isEmpty() ? null : StageKeys.of(job.getSpec()).pseudoTargetSettings(digests),
        parameters(job, start.stage(), pipeline),
        sharded ? job.getSpec().pseudoTargets().shards() : 1,
        null);
  }

  private static StageParameters parameters(
      AdaptationJob job, StageName stage, StagePipeline pipeline) {
    return stage == StageName.PUBLISH
        ? PublishParameters.of(job.getSpec(), pipeline.gate().orElseThrow())
        : StageParameters.of(stage, job.getSpec(), pipeline.incumbent().orElse(null));
  }
}
