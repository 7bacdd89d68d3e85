// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.operator.apiserver.OperatorProcess;
import io.pentimento.operator.apiserver.RealApiServer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Measures the packaged operator with many jobs at once; {@code operator/benchmark} runs it, and
 * the tests do not. It uses a real API server if its binaries are available.
 */
class ScaleBenchmark {
  private static final Duration FIRST_STATUS = Duration.ofSeconds(10);
  private static final int MEMORY = 512;
  private static final int WRITES = 25;

  @BeforeAll
  static void headTheTable() {
    assertThat(Files.exists(OperatorProcess.JAR))
        .as("%s; run operator/benchmark, which makes it", OperatorProcess.JAR)
        .isTrue();
    System.out.println(Runtime.getRuntime().availableProcessors() + " cores");
    System.out.println(ScaleResult.HEADER);
  }

  @ParameterizedTest
  @MethodSource
  void manyJobsAtOnceGetTheirFirstStatusSoonAtLowCost(int jobs) {
    ScaleResult result;
    try (ScaledServer server = server();
        ScaleRun run = new ScaleRun(jobs, server)) {
      result = run.measure();
    }
    System.out.println(result.row());

    assertThat(result.percentile(99)).isLessThanOrEqualTo(FIRST_STATUS);
    assertThat(result.peakMemory()).isLessThanOrEqualTo(MEMORY);
    assertThat(result.writesPerJob()).isLessThanOrEqualTo(WRITES);
    assertThat(result.idleRequests()).isZero();
  }

  static Stream<Integer> manyJobsAtOnceGetTheirFirstStatusSoonAtLowCost() {
    return Arrays.stream(System.getProperty("scale", "10,100,1000").split(","))
        .map(Integer::valueOf);
  }

  private static ScaledServer server() {
    return System.getenv(RealApiServer.BINARIES) == null
        ? new MockedScaledServer()
        : new RealScaledServer();
  }
}
