package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.api.model.Pod;
import io.pentimento.contract.StageProgress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Remembers the last progress of running pods. Each call reads a limited number of logs, in turn;
 * for the other pods the remembered progress is used.
 */
final class PodProgressPoller {
  private static final int MOST_LOGS = 64;
  private static final int MOST_JOBS = 1_000;

  /**
   * @param turn name of the pod that was read last
   */
  private record Memory(Map<String, StageProgress> said, String turn) {}

  private final Map<String, Memory> memories =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Memory> eldest) {
          return size() > MOST_JOBS;
        }
      };
  private final Function<Pod, Optional<StageProgress>> reader;

  /**
   * @param reader reads the progress of a pod; empty if there is none yet
   */
  PodProgressPoller(Function<Pod, Optional<StageProgress>> reader) {
    this.reader = reader;
  }

  /**
   * @param job uid of the Job
   * @return progress by pod name, of the pods that have reported any
   */
  Map<String, StageProgress> of(String job, List<Pod> running) {
    TreeMap<String, Pod> pods = new TreeMap<>();
    running.forEach(pod -> pods.put(pod.getMetadata().getName(), pod));
    if (pods.isEmpty()) {
      forget(job);
      return Map.of();
    }
    Memory before = memory(job);
    Map<String, StageProgress> said = new HashMap<>(before.said());
    said.keySet().retainAll(pods.keySet());
    List<Pod> asked = next(pods, before.turn());
    asked.forEach(
        pod -> reader.apply(pod).ifPresent(word -> said.put(pod.getMetadata().getName(), word)));
    remember(job, new Memory(said, asked.get(asked.size() - 1).getMetadata().getName()));
    return Map.copyOf(said);
  }

  private static List<Pod> next(TreeMap<String, Pod> pods, String turn) {
    return Stream.concat(
            pods.tailMap(turn, false).values().stream(), pods.headMap(turn, true).values().stream())
        .limit(MOST_LOGS)
        .toList();
  }

  private synchronized Memory memory(String job) {
    return memories.getOrDefault(job, new Memory(Map.of(), ""));
  }

  private synchronized void remember(String job, Memory memory) {
    memories.put(job, memory);
  }

  private synchronized void forget(String job) {
    memories.remove(job);
  }
}
