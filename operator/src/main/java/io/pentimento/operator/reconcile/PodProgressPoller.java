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
 * What running pods said last. Each look costs so many requests, no more: of many pods some are
 * asked each time, in turn, and of the others it is remembered.
 */
final class PodProgressPoller {
  private static final int MOST_LOGS = 64;
  private static final int MOST_JOBS = 1_000;

  /**
   * @param turn name of the pod that was asked last
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
   * @param reader asks a pod; empty if it said nothing yet
   */
  PodProgressPoller(Function<Pod, Optional<StageProgress>> reader) {
    this.reader = reader;
  }

  /**
   * @param job uid of the Job whose pods they are
   * @return by pod; without those that said nothing yet or were not asked yet
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
