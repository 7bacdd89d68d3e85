// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.plan;

import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.StageKeys;
import io.pentimento.contract.TerminationMessage;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The stages of a job that run and those that are reused.
 *
 * @param keys of the stages if known: those after prepare depend on its result
 * @param complete the results stored with the artefacts of the workspace
 */
public record JobPlan(Map<StageName, StageKey> keys, Map<StageKey, TerminationMessage> complete) {
  public JobPlan {
    keys = Map.copyOf(keys);
    complete = Map.copyOf(complete);
  }

  /**
   * @param identities by source field; distinguish local sources from those of an earlier run
   */
  public static JobPlan of(
      AdaptationJobSpec spec,
      Map<String, String> identities,
      Map<StageKey, TerminationMessage> complete) {
    StageKeys all = StageKeys.of(spec);
    Map<StageName, StageKey> keys = new EnumMap<>(StageName.class);
    StageKey prepare = all.prepare(identities);
    keys.put(StageName.PREPARE, prepare);
    TerminationMessage prepared = complete.get(prepare);
    if (prepared != null) {
      keys.put(StageName.GENERATE, all.generate(prepared.digests()));
      keys.put(StageName.TRAIN, all.train(prepared.digests()));
      keys.put(StageName.EVALUATE, all.evaluate(prepared.digests()));
    }
    return new JobPlan(keys, complete);
  }

  public boolean isReused(StageName stage) {
    return keys.containsKey(stage) && complete.containsKey(keys.get(stage));
  }

  /** Number of usable images of the dataset, if prepare has finished. */
  public Optional<Long> images() {
    return Optional.ofNullable(complete.get(keys.get(StageName.PREPARE)))
        .map(TerminationMessage::items)
        .map(items -> (long) items.done());
  }
}
