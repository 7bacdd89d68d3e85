// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Environment variables of a stage's pod. The podTemplate of a job may override them. */
final class StageEnvironment {
  /**
   * The same as in the launcher. libtorch frees and allocates the same large arrays in every
   * training step; glibc would return them to the kernel each time, and a step would take three
   * times as long. One arena, because only the first one can keep arrays this large. Idle threads
   * sleep, because a pod shares its node. ONNX Runtime sends no telemetry.
   */
  private static final Map<String, String> VARIABLES =
      new TreeMap<>(
          Map.of(
              "MALLOC_ARENA_MAX",
              "1",
              "MALLOC_MMAP_THRESHOLD_",
              "8589934592",
              "MALLOC_TRIM_THRESHOLD_",
              "17179869184",
              "MALLOC_TOP_PAD_",
              "268435456",
              "OMP_WAIT_POLICY",
              "PASSIVE",
              Pods.NO_TELEMETRY.getName(),
              Pods.NO_TELEMETRY.getValue()));

  private StageEnvironment() {}

  static List<EnvVar> variables() {
    return VARIABLES.entrySet().stream().map(e -> Pods.variable(e.getKey(), e.getValue())).toList();
  }

  /** The keys of every secret, each with its own prefix. */
  static List<EnvFromSource> credentials(List<String> secrets) {
    return IntStream.range(0, secrets.size()).mapToObj(i -> secret(i, secrets.get(i))).toList();
  }

  static String prefix(int secret) {
    return "SECRET_" + secret + "_";
  }

  /**
   * Uses variables instead of files, because the status of a pod reports a missing secret only for
   * variables.
   */
  private static EnvFromSource secret(int index, String name) {
    return new EnvFromSourceBuilder()
        .withPrefix(prefix(index))
        .withNewSecretRef()
        .withName(name)
        .withOptional(false)
        .endSecretRef()
        .build();
  }
}
