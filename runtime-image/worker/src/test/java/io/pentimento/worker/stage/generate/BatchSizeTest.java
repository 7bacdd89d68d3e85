// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.pentimento.api.v1alpha1.pseudotarget.PseudoTargetsSpec;
import io.pentimento.core.device.Device;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchSizeTest {

  @ParameterizedTest
  @CsvSource({"CPU, 1", "CUDA, 16"})
  void theDefaultDependsOnTheDevice(Device device, int size) throws JsonProcessingException {
    assertThat(BatchSize.of(settings("{}"), device)).isEqualTo(size);
  }

  @ParameterizedTest
  @CsvSource({"CPU, 8", "CUDA, 1"})
  void theJobsSettingTakesPrecedence(Device device, int size) throws JsonProcessingException {
    assertThat(BatchSize.of(settings("{batchSize: " + size + "}"), device)).isEqualTo(size);
  }

  private static PseudoTargetsSpec settings(String yaml) throws JsonProcessingException {
    return new YAMLMapper().readValue(yaml, PseudoTargetsSpec.class);
  }
}
