// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.contract.StageProgress;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the progress that workers write to their logs as JSON lines. */
record WorkerLog(KubernetesClient client) {
  private static final int LAST_LINES = 5;

  /** The latest progress; empty if the worker wrote none, or the log cannot be read. */
  Optional<StageProgress> lastProgress(Pod pod) {
    try {
      String log = client.raw(path(pod));
      return log == null
          ? Optional.empty()
          : log.lines().flatMap(WorkerLog::parse).reduce((first, last) -> last);
    } catch (KubernetesClientException e) {
      return Optional.empty(); // progress is informative only
    }
  }

  /** The client's own log operation first watches the pod, which the rules do not permit. */
  private static String path(Pod pod) {
    return "/api/v1/namespaces/%s/pods/%s/log?container=worker&tailLines=%d"
        .formatted(pod.getMetadata().getNamespace(), pod.getMetadata().getName(), LAST_LINES);
  }

  private static Stream<StageProgress> parse(String line) {
    try {
      return line.startsWith("{") ? Stream.of(StageProgress.fromJson(line)) : Stream.of();
    } catch (JsonProcessingException e) {
      return Stream.of(); // a line of a library
    }
  }
}
