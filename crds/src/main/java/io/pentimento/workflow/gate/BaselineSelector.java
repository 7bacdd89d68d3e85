// SPDX-License-Identifier: Apache-2.0
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
import org.jspecify.annotations.Nullable;

/**
 * Selects the model that a candidate is compared with besides the base: the one that serves when
 * the evaluation starts. The selection in the status is kept, because the key of evaluate contains
 * it: a rollout replaces the serving model and must not invalidate its own evaluation.
 *
 * @param active digest of the model that serves or served last; null if none did
 */
public record BaselineSelector(
    AdaptationJobStatus status, Observation seen, @Nullable String active) {

  /**
   * @param candidate digest of the model that train made; empty if it is not known
   * @param keys the key of evaluate, by the digest of the model to compare with or null
   * @return digest of the model to compare with
   */
  public Optional<String> choose(
      Optional<String> candidate, Function<@Nullable String, StageKey> keys) {
    Optional<String> known = candidate.or(() -> recordedGate().map(GateStatus::candidate));
    Optional<Baseline> started = started(keys);
    return started.isPresent()
        ? started.get().serving()
        : Optional.ofNullable(active)
            .filter(digest -> known.isPresent() && !digest.equals(known.get()))
            .filter(digest -> model(digest).isPresent());
  }

  /**
   * The model that an evaluation compares with.
   *
   * @param serving digest of the serving model; empty if only the base model is compared
   */
  private record Baseline(Optional<String> serving) {}

  /** The baseline of the evaluation in the status; empty if its key is of another model. */
  private Optional<Baseline> started(Function<@Nullable String, StageKey> keys) {
    return Stream.of(
            recordedGate().map(GateStatus::serving),
            Optional.<String>empty(),
            Optional.ofNullable(active))
        .filter(digest -> status.stage(StageName.EVALUATE).isPresent())
        .filter(digest -> isStarted(keys.apply(digest.orElse(null)), digest))
        .map(Baseline::new)
        .findFirst();
  }

  private boolean isStarted(StageKey key, Optional<String> digest) {
    boolean canGoOn = digest.isEmpty() || model(digest.get()).isPresent();
    return status
        .stage(StageName.EVALUATE)
        .filter(entry -> key.hex().equals(entry.cacheKey()))
        .filter(entry -> canGoOn || entry.state() == StageState.SUCCEEDED)
        .isPresent();
  }

  private Optional<GateStatus> recordedGate() {
    return Optional.ofNullable(status.gate());
  }

  /** A model with the key of its artefact; empty if the artefact cannot be located. */
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
