// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pentimento.server.canary.CanaryStatistics;
import io.pentimento.server.metrics.InferenceMetrics.Direction;
import io.pentimento.server.metrics.InferenceMetrics.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferenceMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final InferenceMetrics metrics = new InferenceMetrics(registry, new CanaryStatistics());

  @ParameterizedTest
  @CsvSource({
    "200, restored",
    "400, invalid",
    "404, unknown_model",
    "413, too_large",
    "499, client_gone",
    "503, unavailable",
    "405, rejected",
    "500, failed"
  })
  void requestsAreCountedByTheirOutcome(int status, String outcome) {
    metrics.count(Protocol.GRPC, status);
    assertThat(
            registry
                .get("pentimento.inference.requests")
                .tags("protocol", "grpc", "outcome", outcome)
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void tensorsAreMeasuredByDirectionAndDatatype() {
    metrics.tensor(Direction.INPUT, "FP32", 100);
    metrics.tensor(Direction.INPUT, "FP32", 300);
    assertThat(
            registry
                .get("pentimento.inference.tensor.bytes")
                .tags("direction", "input", "datatype", "FP32")
                .summary()
                .mean())
        .isEqualTo(200);
  }
}
