package io.pentimento.workflow;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.JobReference;
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
        .forEach(result -> upstream.put(result.stage(), result.key()));
    boolean sharded = start.stage() == StageName.GENERATE;
    return new StageDocument(
        start.stage(),
        start.key(),
        new JobReference(
            job.getMetadata().getNamespace(),
            job.getMetadata().getName(),
            job.getMetadata().getUid()),
        upstream,
        digests,
        digests.isEmpty() ? null : StageKeys.of(job.getSpec()).pseudoTargetSettings(digests),
        StageParameters.of(start.stage(), job.getSpec(), pipeline.incumbent().orElse(null)),
        sharded ? job.getSpec().pseudoTargets().shards() : 1,
        null);
  }
}
