// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnxruntime.OrtProvider;
import io.pentimento.core.onnx.DataType;
import io.pentimento.core.onnx.OnnxOps;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceChoiceTest {
  @ParameterizedTest
  @CsvSource({"CUDA, CUDA", "cuda, CUDA", "CPU, CPU", "Auto, AUTO", "' ', AUTO"})
  void theVariableIsReadInAnyCase(String value, DeviceChoice choice) {
    assertThat(DeviceChoice.of(Map.of(DeviceChoice.VARIABLE, value))).isEqualTo(choice);
  }

  @Test
  void withoutTheVariableTheDeviceDependsOnTheMachine() {
    assertThat(DeviceChoice.of(Map.of())).isEqualTo(DeviceChoice.AUTO);
  }

  @Test
  void otherValuesAreRejectedWithTheValidOnes() {
    assertThatThrownBy(() -> DeviceChoice.of(Map.of(DeviceChoice.VARIABLE, "gpu0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("PENTIMENTO_DEVICE is 'gpu0'; it must be Auto, CPU or CUDA");
  }

  @Test
  void cpuLibrariesDoNotSearchForAGpu() {
    assumeThat(OnnxRuntimeLibrary.providers()).doesNotContain(OrtProvider.CUDA);

    assertThat(DeviceChoice.AUTO.device()).isEqualTo(Device.CPU);
  }

  @Test
  void aRequestedGpuIsNotReplacedByTheCpu() {
    assumeThat(OnnxRuntimeLibrary.providers()).doesNotContain(OrtProvider.CUDA);
    OnnxOps ops = new OnnxOps(name -> null);
    var x = ops.input("x", DataType.FLOAT, 1);
    ops.output("y", ops.affine(x, 2, 0));
    SessionOptions options = SessionOptions.defaults().withDevice(DeviceChoice.CUDA.device());

    assertThatThrownBy(() -> OnnxSession.of(ops.model(Map.of()), options))
        .isInstanceOf(MissingDeviceException.class)
        .hasMessageContaining("The device is CUDA, but this ONNX Runtime cannot use it")
        .hasMessageContaining("set PENTIMENTO_DEVICE=CPU");
  }
}
