package io.pentimento.workflow.gate;

import static java.util.Comparator.comparing;

import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.contract.ServingModel;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.workflow.observation.Observation;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which model a candidate is compared with besides the base: the one that serves when the
 * comparison starts. What the status says is measured stays, for the key of evaluate rests on it: a
 * rollout, in which the candidate takes the other's place, must not undo its own evidence.
 *
 * @param active digest of the model that serves or served last; null if none did
 */
public record BaselineSelector(AdaptationJobStatus status, Observation seen, String active) {

  /**
   * @param candidate digest of the model that train made; absent if nobody knows it any more
   * @param keys the key of evaluate, by the digest of the model to compare with or null
   * @return digest of the model to compare with
   */
  public Optional<String> choose(Optional<String> candidate, Function<String, StageKey> keys) {
    Optional<String> known = candidate.or(() -> verdict().map(GateStatus::candidate));
    return begun(keys)
        .orElseGet(
            () ->
                Optional.ofNullable(active)
                    .filter(digest -> known.isPresent() && !digest.equals(known.get()))
                    .filter(digest -> model(digest).isPresent()));
  }

  /** What the evaluation compares with of which the status speaks; none if that is another one. */
  private Optional<Optional<String>> begun(Function<String, StageKey> keys) {
    return Stream.of(
            verdict().map(GateStatus::serving),
            Optional.<String>empty(),
            Optional.ofNullable(active))
        .filter(digest -> status.stage(StageName.EVALUATE).isPresent())
        .filter(digest -> isBegun(keys.apply(digest.orElse(null)), digest))
        .findFirst();
  }

  private boolean isBegun(StageKey key, Optional<String> digest) {
    boolean canGoOn = digest.isEmpty() || model(digest.get()).isPresent();
    return status
        .stage(StageName.EVALUATE)
        .filter(entry -> key.hex().equals(entry.cacheKey()))
        .filter(entry -> canGoOn || entry.state() == StageState.SUCCEEDED)
        .isPresent();
  }

  private Optional<GateStatus> verdict() {
    return Optional.ofNullable(status.gate());
  }

  /** A model with the artefact that has it; absent if nobody remembers where it lies. */
  public Optional<ServingModel> model(String digest) {
    return Stream.concat(Stream.ofNullable(seen.serving().artefacts().get(digest)), trained(digest))
        .findFirst()
        .map(train -> new ServingModel(digest, train));
  }

  private Stream<StageKey> trained(String digest) {
    return seen.complete().entrySet().stream()
        .filter(artefact -> artefact.getValue().stage() == StageName.TRAIN)
        .filter(
            artefact -> digest.equals(artefact.getValue().digests().get(TerminationMessage.MODEL)))
        .map(Map.Entry::getKey)
        .sorted(comparing(StageKey::hex));
  }
}
