package io.pentimento.workflow.observation;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The processes of one attempt at a stage.
 *
 * @param name what the cluster calls it: a Job, a process group
 * @param processes by shard
 * @param leftovers containers beside the workers that keep its pods; null if there are none
 */
public record StageRun(
    StageName stage,
    StageKey key,
    int attempt,
    String name,
    List<ProcessState> processes,
    Leftovers leftovers) {

  public StageRun {
    processes = List.copyOf(processes);
  }

  /** Of which nothing is left once its processes have ended. */
  public StageRun(
      StageName stage, StageKey key, int attempt, String name, List<ProcessState> processes) {
    this(stage, key, attempt, name, processes, null);
  }

  /**
   * Containers that still run although their worker has ended, so that their Job never does.
   *
   * @param containers their names, separated by commas
   * @param since when the last of the workers ended
   */
  public record Leftovers(String containers, Instant since) {}

  /** Whether any process may still do something. */
  public boolean isActive() {
    return processes.stream().anyMatch(ProcessState::isActive);
  }

  /** Whether all work has ended, but not all containers. */
  public boolean lingers() {
    return leftovers != null && !isActive();
  }

  public <T extends ProcessState> Stream<T> all(Class<T> type) {
    return processes.stream().filter(type::isInstance).map(type::cast);
  }
}
