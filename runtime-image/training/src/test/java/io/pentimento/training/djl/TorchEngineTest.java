// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.djl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TorchEngineTest {
  @Test
  void startingTheEngineDisablesItsTelemetry() {
    TorchEngine.start();

    assertThat(System.getProperty(TorchEngine.NO_TELEMETRY)).isEqualTo("true");
  }
}
