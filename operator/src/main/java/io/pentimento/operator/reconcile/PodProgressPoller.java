// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fabric8.kubernetes.api.model.Pod;
import io.pentimento.contract.StageProgress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Keeps the last progress of running pods. Each call reads a limited number of logs, in turn; for
 * the other pods the remembered progress is used.
 */
final class PodProgressPoller {
  private static final int MAX_LOGS = 64;
  private static final int MAX_JOBS = 1_000;

  /**
   * @param last name of the pod that was read last
   */
  private record Polled(Map<String, StageProgress> progress, String last) {}

  private final Cache<String, Polled> jobs = Caffeine.newBuilder().maximumSize(MAX_JOBS).build();
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
      jobs.invalidate(job);
      return Map.of();
    }
    Polled before = jobs.get(job, unknown -> new Polled(Map.of(), ""));
    Map<String, StageProgress> progress = new HashMap<>(before.progress());
    progress.keySet().retainAll(pods.keySet());
    List<Pod> next = next(pods, before.last());
    next.forEach(
        pod ->
            reader.apply(pod).ifPresent(read -> progress.put(pod.getMetadata().getName(), read)));
    jobs.put(job, new Polled(progress, next.get(next.size() - 1).getMetadata().getName()));
    return Map.copyOf(progress);
  }

  private static List<Pod> next(NavigableMap<String, Pod> pods, String last) {
    return Stream.concat(
            pods.tailMap(last, false).values().stream(), pods.headMap(last, true).values().stream())
        .limit(MAX_LOGS)
        .toList();
  }
}
