// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpusTest {
  private static final EnvVar CUDA = variable("CUDA");

  @ParameterizedTest
  @ValueSource(strings = {"nvidia.com/gpu", "nvidia.com/mig-1g.10gb", "nvidia.com/gpu.shared"})
  void aContainerWithAGpuMustUseIt(String resource) {
    assertThat(environment(Gpus.injectDeviceEnv(template(resource), "worker")))
        .containsExactly(CUDA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "amd.com/gpu"})
  void aContainerWithoutAnNvidiaGpuChoosesItsDeviceItself(String resource) {
    assertThat(environment(Gpus.injectDeviceEnv(template(resource), "worker"))).isEmpty();
  }

  @Test
  void aDeviceInTheTemplateHasPrecedence() {
    PodTemplateSpec template = template("nvidia.com/gpu", variable("CPU"));

    assertThat(environment(Gpus.injectDeviceEnv(template, "worker")))
        .containsExactly(variable("CPU"));
  }

  @Test
  void aSidecarIsNotChanged() {
    assertThat(environment(Gpus.injectDeviceEnv(template("nvidia.com/gpu"), "another"))).isEmpty();
  }

  @Test
  void aContainerWithAResourceClaimMustUseItsGpu() {
    PodTemplateSpec template =
        new PodTemplateSpecBuilder(template("memory"))
            .editSpec()
            .editFirstContainer()
            .editResources()
            .addNewClaim()
            .withName("gpu")
            .endClaim()
            .endResources()
            .endContainer()
            .endSpec()
            .build();

    assertThat(environment(Gpus.injectDeviceEnv(template, "worker"))).containsExactly(CUDA);
  }

  private static List<EnvVar> environment(PodTemplateSpec template) {
    return template.getSpec().getContainers().get(0).getEnv();
  }

  private static PodTemplateSpec template(String resource, EnvVar... environment) {
    return new PodTemplateSpecBuilder()
        .withNewSpec()
        .addNewContainer()
        .withName("worker")
        .withEnv(environment)
        .withResources(
            new ResourceRequirementsBuilder().addToLimits(resource, new Quantity("1")).build())
        .endContainer()
        .endSpec()
        .build();
  }

  private static EnvVar variable(String value) {
    return new EnvVarBuilder().withName("PENTIMENTO_DEVICE").withValue(value).build();
  }
}
