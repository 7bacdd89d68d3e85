// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Optional;

/**
 * GPUs that a container requests, whole or slices, by the resource names of NVIDIA's device plugin.
 */
final class Gpus {
  /**
   * Without this variable the process looks for a GPU itself, and uses the CPU if it finds none.
   */
  static final String VARIABLE = "PENTIMENTO_DEVICE";

  private static final String VENDOR = "nvidia.com/";
  private static final String CUDA = "CUDA";

  private Gpus() {}

  /**
   * Sets the variable in a container that requests a GPU, so that it fails if it cannot use one.
   * Otherwise it would occupy the GPU and compute on the CPU. A variable in the template has
   * precedence.
   */
  static PodTemplateSpec injectDeviceEnv(PodTemplateSpec template, String name) {
    return new PodTemplateSpecBuilder(template)
        .editSpec()
        .withContainers(
            template.getSpec().getContainers().stream()
                .map(
                    container ->
                        name.equals(container.getName()) ? injectDeviceEnv(container) : container)
                .toList())
        .endSpec()
        .build();
  }

  private static Container injectDeviceEnv(Container container) {
    boolean isSet = container.getEnv().stream().anyMatch(known -> VARIABLE.equals(known.getName()));
    return (asksForGpu(container) || claimsDevice(container)) && !isSet
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
