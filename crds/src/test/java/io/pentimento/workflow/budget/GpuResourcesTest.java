// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many GPUs a container has. */
class GpuResourcesTest {
  private static double gpus(String resources) throws JsonProcessingException {
    return GpuResources.gpus(new YAMLMapper().readValue(resources, ResourceRequirements.class));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {limits: {nvidia.com/gpu: 2}}                           | 2
          {limits: {amd.com/gpu: 1}}                              | 1
          {limits: {nvidia.com/gpu.shared: 3}}                    | 3
          {limits: {nvidia.com/mig-1g.10gb: 2}}                   | 2
          {limits: {nvidia.com/gpu: 1, nvidia.com/mig-1g.5gb: 2}} | 3
          {limits: {example.com/gpu: 500m}}                       | 0.5
          # No GPUs.
          {limits: {cpu: 8, memory: 16Gi, ephemeral-storage: 1Gi}} | 0
          {limits: {example.com/fpga: 1}}                         | 0
          {requests: {nvidia.com/gpu: 2}}                         | 0
          {limits: {nvidia.com/gpu: 0}}                           | 0
          {limits: {}}                                            | 0
          {}                                                      | 0
          # Claims of dynamic resource allocation.
          {claims: [{name: gpu}]}                                 | 1
          {claims: [{name: a}, {name: b}], limits: {cpu: 1}}      | 2
          {claims: [{name: a}], limits: {nvidia.com/gpu: 1}}      | 2
          """)
  void gpusAreCountedByTheNamesOfTheirVendors(String resources, double gpus)
      throws JsonProcessingException {
    assertThat(gpus(resources)).isEqualTo(gpus);
  }

  /** A GPU with 3000 MiB is not 3000 GPUs. */
  @ParameterizedTest
  @CsvSource({
    "nvidia.com/gpumem",
    "nvidia.com/gpumem-percentage",
    "nvidia.com/gpucores",
    "nvidia.com/priority",
    "aliyun.com/gpu-mem",
    "aliyun.com/gpu-core.percentage",
    "volcano.sh/gpu-memory",
    "example.com/gpu.memory"
  })
  void theMemoryAndTheCoresOfASharedGpuAreNotGpus(String name) throws JsonProcessingException {
    assertThat(gpus("{limits: {%s: 3000, nvidia.com/gpu: 1}}".formatted(name))).isEqualTo(1);
  }

  @Test
  void aContainerWithoutResourcesHasNone() {
    assertThat(GpuResources.gpus(null)).isZero();
  }
}
