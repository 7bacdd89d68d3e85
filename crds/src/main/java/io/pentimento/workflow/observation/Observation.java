package io.pentimento.workflow.observation;

import static java.util.Objects.requireNonNull;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.TerminationMessage;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is the case, without judgement and without a clock.
 *
 * @param identities what else tells one content behind a source's URI from another, by field; may
 *     be empty
 * @param complete the answers kept with complete artefacts, as far as the observer can see them; an
 *     observer without access to the workspace leaves this empty
 * @param runs attempts at stages, of this and of earlier specs
 */
public record Observation(
    Map<String, String> identities,
    Map<StageKey, TerminationMessage> complete,
    List<StageRun> runs,
    ServingState serving) {
  public Observation {
    identities = Map.copyOf(identities);
    complete = Map.copyOf(complete);
    runs = List.copyOf(runs);
    requireNonNull(serving, "serving");
  }

  public static Observation nothing() {
    return new Observation(Map.of(), Map.of(), List.of(), ServingState.none());
  }

  /** The latest attempt at this key. */
  public Optional<StageRun> run(StageName stage, StageKey key) {
    return runs.stream()
        .filter(run -> run.stage() == stage && run.key().equals(key))
        .max(Comparator.comparingInt(StageRun::attempt));
  }
}
