package io.pentimento.operator.workload;

import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.Source;
import io.pentimento.stage.SourceName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Variables of a stage's pod. A job's podTemplate may set others, or these anew. */
final class StageEnvironment {
  /**
   * As the launcher has them. libtorch frees and asks for the same large arrays in every training
   * step; glibc would hand them to the kernel and back each time, and a step take three times as
   * long. One arena, because only the first can keep arrays this large. Threads that wait sleep,
   * for a pod has its neighbours.
   */
  private static final Map<String, String> ALLOCATOR =
      new TreeMap<>(
          Map.of(
              "MALLOC_ARENA_MAX", "1",
              "MALLOC_MMAP_THRESHOLD_", "8589934592",
              "MALLOC_TRIM_THRESHOLD_", "17179869184",
              "MALLOC_TOP_PAD_", "268435456",
              "OMP_WAIT_POLICY", "PASSIVE"));

  private StageEnvironment() {}

  static List<EnvVar> variables() {
    return ALLOCATOR.entrySet().stream()
        .map(e -> new EnvVarBuilder().withName(e.getKey()).withValue(e.getValue()).build())
        .toList();
  }

  /** All keys of all secrets that sources name; a pod waits until they are there. */
  static List<EnvFromSource> credentials(AdaptationJobSpec spec) {
    return Arrays.stream(SourceName.values())
        .flatMap(name -> name.in(spec).stream())
        .map(Source::secretRef)
        .filter(Objects::nonNull)
        .map(secret -> secret.name())
        .distinct()
        .sorted()
        .map(StageEnvironment::secret)
        .toList();
  }

  private static EnvFromSource secret(String name) {
    return new EnvFromSourceBuilder()
        .withNewSecretRef()
        .withName(name)
        .withOptional(false)
        .endSecretRef()
        .build();
  }
}
