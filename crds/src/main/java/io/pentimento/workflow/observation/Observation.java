// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.observation;

import static java.util.Objects.requireNonNull;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.workflow.canary.CanaryObservation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The observed state of one job in the cluster.
 *
 * @param identities further identification of the content behind a source's URI, by field; may be
 *     empty
 * @param complete the results stored with complete artefacts; empty if the observer cannot read the
 *     workspace
 * @param runs attempts of stages, for this and for earlier specs
 * @param gpuUse of the pods that the observer sees, running or ended
 */
public record Observation(
    Map<String, String> identities,
    Map<StageKey, TerminationMessage> complete,
    List<StageRun> runs,
    ServingState serving,
    List<GpuUse> gpuUse,
    CanaryObservation canary) {
  public Observation {
    identities = Map.copyOf(identities);
    complete = Map.copyOf(complete);
    runs = List.copyOf(runs);
    requireNonNull(serving, "serving");
    gpuUse = List.copyOf(gpuUse);
    requireNonNull(canary, "canary");
  }

  /** Without a canary, of stages that use no GPU. */
  public Observation(
      Map<String, String> identities,
      Map<StageKey, TerminationMessage> complete,
      List<StageRun> runs,
      ServingState serving) {
    this(identities, complete, runs, serving, List.of());
  }

  /** Without a canary. */
  public Observation(
      Map<String, String> identities,
      Map<StageKey, TerminationMessage> complete,
      List<StageRun> runs,
      ServingState serving,
      List<GpuUse> gpuUse) {
    this(identities, complete, runs, serving, gpuUse, CanaryObservation.none());
  }

  /** The same with this observation of the canary. */
  public Observation withCanary(CanaryObservation other) {
    return new Observation(identities, complete, runs, serving, gpuUse, other);
  }

  public static Observation empty() {
    return new Observation(Map.of(), Map.of(), List.of(), ServingState.none());
  }

  /** The latest attempt at this key. */
  public Optional<StageRun> run(StageName stage, StageKey key) {
    return runs.stream()
        .filter(run -> run.stage() == stage && run.key().equals(key))
        .max(Comparator.comparingInt(StageRun::attempt));
  }
}
