package io.pentimento.operator.workload;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Optional;

/** GPUs that a container asks for, whole or slices of one, by the names of NVIDIA's plugin. */
final class Gpus {
  /** The process looks for a GPU by itself where it is not told. */
  static final String VARIABLE = "PENTIMENTO_DEVICE";

  private static final String VENDOR = "nvidia.com/";
  private static final String CUDA = "CUDA";

  private Gpus() {}

  /**
   * Tells a container that asks for a GPU to use it or to fail: else it would hold the GPU, compute
   * on the CPU, and nobody would notice. What the template says itself stays.
   */
  static PodTemplateSpec tell(PodTemplateSpec template, String name) {
    return new PodTemplateSpecBuilder(template)
        .editSpec()
        .withContainers(
            template.getSpec().getContainers().stream()
                .map(container -> name.equals(container.getName()) ? tell(container) : container)
                .toList())
        .endSpec()
        .build();
  }

  private static Container tell(Container container) {
    boolean isTold =
        container.getEnv().stream().anyMatch(known -> VARIABLE.equals(known.getName()));
    return (asksForGpu(container) || claimsDevice(container)) && !isTold
        ? new ContainerBuilder(container)
            .addNewEnv()
            .withName(VARIABLE)
            .withValue(CUDA)
            .endEnv()
            .build()
        : container;
  }

  /** A claim of dynamic resource allocation; for these containers its device is a GPU. */
  private static boolean claimsDevice(Container container) {
    return Optional.ofNullable(container.getResources())
        .map(resources -> resources.getClaims())
        .filter(claims -> !claims.isEmpty())
        .isPresent();
  }

  private static boolean asksForGpu(Container container) {
    return Optional.ofNullable(container.getResources())
        .map(resources -> resources.getLimits())
        .orElse(Map.<String, Quantity>of())
        .keySet()
        .stream()
        .anyMatch(resource -> resource.startsWith(VENDOR));
  }
}
