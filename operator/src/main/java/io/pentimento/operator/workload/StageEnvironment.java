package io.pentimento.operator.workload;

import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Variables of a stage's pod. A job's podTemplate may set others, or these anew. */
final class StageEnvironment {
  /**
   * As the launcher has them. libtorch frees and asks for the same large arrays in every training
   * step; glibc would hand them to the kernel and back each time, and a step take three times as
   * long. One arena, because only the first can keep arrays this large. Threads that wait sleep,
   * for a pod has its neighbours. ONNX Runtime sends nothing to its vendor.
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

  /** The keys of every secret, each under a prefix of its own. */
  static List<EnvFromSource> credentials(List<String> secrets) {
    return IntStream.range(0, secrets.size()).mapToObj(i -> secret(i, secrets.get(i))).toList();
  }

  static String prefix(int secret) {
    return "SECRET_" + secret + "_";
  }

  /**
   * Variables and no files: a pod whose secret is missing says so in its status only if a variable
   * waits for it.
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
