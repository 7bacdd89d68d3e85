package io.pentimento.decide;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.StageName;
import io.pentimento.stage.JobReference;
import io.pentimento.stage.StageDocument;
import io.pentimento.stage.StageKey;
import io.pentimento.stage.StageKeys;
import io.pentimento.stage.StageParameters;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Writes the document of a stage that starts. */
final class Documents {
  private Documents() {}

  static StageDocument of(AdaptationJob job, Link start, List<Link> links, Chain chain) {
    Map<String, String> digests = chain.digests();
    Map<StageName, StageKey> upstream = new EnumMap<>(StageName.class);
    links.stream().filter(Link::isDone).forEach(link -> upstream.put(link.stage(), link.key()));
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
        StageParameters.of(start.stage(), job.getSpec(), chain.incumbent().orElse(null)),
        sharded ? job.getSpec().pseudoTargets().shards() : 1,
        null);
  }
}
