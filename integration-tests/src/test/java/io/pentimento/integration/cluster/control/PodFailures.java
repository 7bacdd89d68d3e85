// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.control;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The counted pods of a Job, and the failures of each index. */
public final class PodFailures {
  private final Duration backOff;
  private final Set<String> counted = new HashSet<>();
  private final Map<Integer, Integer> byIndex = new HashMap<>();
  private final Map<Integer, Instant> replaceableAt = new HashMap<>();

  public PodFailures(Duration backOff) {
    this.backOff = backOff;
  }

  public boolean isCounted(Pod pod) {
    return counted.contains(pod.getMetadata().getUid());
  }

  public void counted(Pod pod) {
    counted.add(pod.getMetadata().getUid());
  }

  /** Counts a failure; the delay of the next pod is doubled. */
  public int failed(int index) {
    int failures = byIndex.merge(index, 1, Integer::sum);
    replaceableAt.put(index, Instant.now().plus(backOff.multipliedBy(1L << (failures - 1))));
    return failures;
  }

  public boolean mayReplace(int index) {
    return !Instant.now().isBefore(replaceableAt.getOrDefault(index, Instant.MIN));
  }
}
