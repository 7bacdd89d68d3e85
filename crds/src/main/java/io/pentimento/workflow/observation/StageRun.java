// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.observation;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a stage.
 *
 * @param name of the Job or process group
 * @param processes by shard
 * @param leftovers other containers that keep the pods running; null if there are none
 */
public record StageRun(
    StageName stage,
    StageKey key,
    int attempt,
    String name,
    List<ProcessState> processes,
    @Nullable Leftovers leftovers) {

  public StageRun {
    processes = List.copyOf(processes);
  }

  /** A run without other containers. */
  public StageRun(
      StageName stage, StageKey key, int attempt, String name, List<ProcessState> processes) {
    this(stage, key, attempt, name, processes, null);
  }

  /**
   * Containers that run although their worker ended, so that their Job does not finish.
   *
   * @param containers their names, separated by commas
   * @param since when the last of the workers ended
   */
  public record Leftovers(String containers, Instant since) {}

  /** Whether any process has not ended. */
  public boolean isActive() {
    return processes.stream().anyMatch(ProcessState::isActive);
  }

  /** Whether all workers ended but other containers run. */
  public boolean hasLeftovers() {
    return remaining().isPresent();
  }

  /** The other containers that run although all workers ended. */
  public Optional<Leftovers> remaining() {
    return Optional.ofNullable(leftovers).filter(containers -> !isActive());
  }

  public <T extends ProcessState> Stream<T> all(Class<T> type) {
    return processes.stream().filter(type::isInstance).map(type::cast);
  }
}
