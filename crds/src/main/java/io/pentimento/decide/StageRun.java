package io.pentimento.decide;

import io.pentimento.api.v1alpha1.StageName;
import io.pentimento.stage.StageKey;
import java.util.List;
import java.util.stream.Stream;

/**
 * The processes of one attempt at a stage.
 *
 * @param name what the cluster calls it: a Job, a process group
 * @param processes by shard
 */
public record StageRun(
    StageName stage, StageKey key, int attempt, String name, List<ProcessState> processes) {
  public StageRun {
    processes = List.copyOf(processes);
  }

  /** Whether any process may still do something. */
  public boolean isActive() {
    return processes.stream().anyMatch(ProcessState::isActive);
  }

  <T extends ProcessState> Stream<T> all(Class<T> type) {
    return processes.stream().filter(type::isInstance).map(type::cast);
  }
}
