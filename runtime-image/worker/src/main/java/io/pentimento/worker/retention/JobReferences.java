package io.pentimento.worker.retention;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.ModelStatus;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.SourceStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.SourceName;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.StageKeys;
import io.pentimento.contract.TerminationMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keys to which jobs refer. */
final class JobReferences {
  private final Map<StageKey, TerminationMessage> complete;

  /**
   * @param complete the results stored with the artefacts of the workspace
   */
  JobReferences(Map<StageKey, TerminationMessage> complete) {
    this.complete = Map.copyOf(complete);
  }

  /** Keys of the stages of these jobs, of their pseudo targets and of the served models. */
  Set<String> of(List<AdaptationJob> jobs) {
    Set<String> keys = new HashSet<>();
    jobs.forEach(job -> add(job, keys));
    return keys;
  }

  static boolean isFinished(AdaptationJob job) {
    return job.getStatus() != null
        && (job.getStatus().phase() == Phase.SUCCEEDED || job.getStatus().phase() == Phase.FAILED);
  }

  private void add(AdaptationJob job, Set<String> keys) {
    AdaptationJobStatus status = job.getStatus();
    if (status == null) {
      return;
    }
    status.stages().stream()
        .map(StageStatus::cacheKey)
        .filter(key -> key != null)
        .forEach(keys::add);
    addPseudoTargets(job, keys);
    if (status.model() != null) {
      addModels(status.model(), keys);
    }
  }

  private static void addPseudoTargets(AdaptationJob job, Set<String> keys) {
    Map<String, String> digests = new HashMap<>();
    for (SourceStatus source : job.getStatus().sources()) {
      if (source.digest() != null) {
        digests.put(source.name(), source.digest());
      }
    }
    boolean known =
        SourceName.RESTORER.in(job.getSpec()).isPresent()
            && digests.containsKey(SourceName.RESTORER.field())
            && digests.containsKey(SourceName.PRIOR.field())
            && (job.getSpec().pseudoTargets().source() == null
                || digests.containsKey(SourceName.PSEUDO_TARGETS.field()));
    if (known) {
      keys.add(StageKeys.of(job.getSpec()).pseudoTargetSettings(digests).hex());
    }
  }

  /** A model of an earlier spec may still be served. */
  private void addModels(ModelStatus model, Set<String> keys) {
    complete.forEach(
        (key, answer) -> {
          String digest = answer.digests().get(TerminationMessage.MODEL);
          boolean serves =
              digest != null && (digest.equals(model.active()) || digest.equals(model.candidate()));
          if (answer.stage() == StageName.TRAIN && serves) {
            keys.add(key.hex());
          }
        });
  }
}
