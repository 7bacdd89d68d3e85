// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.pentimento.api.v1alpha1.serving.ServingPrecision;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command line of a local server. */
class ServerProgramTest {
  private static final Path MODEL = Path.of("/ws/adapted.onnx");

  private static List<String> command(ServingPrecision precision) {
    return new ServerProgram(Path.of("/app/quarkus-run.jar"), precision).command(MODEL, 8081);
  }

  @Test
  void theServerListensOnlyOnThisMachine() {
    assertThat(command(ServingPrecision.FLOAT32))
        .contains("-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=8081");
  }

  @Test
  void theServerGetsModelAndPrecision() {
    assertThat(command(ServingPrecision.FLOAT16))
        .contains("-Dpentimento.model.path=/ws/adapted.onnx")
        .contains("-Dpentimento.model.precision=" + ServingPrecision.FLOAT16);
  }

  @Test
  void optionsOfJavaStandBeforeTheJar() {
    List<String> command = command(ServingPrecision.FLOAT32);

    assertThat(command.subList(command.size() - 2, command.size()))
        .containsExactly("-jar", "/app/quarkus-run.jar");
    assertThat(command.get(0)).endsWith("bin/java");
  }

  @Test
  void noCommandIsBuiltWithoutAJar() {
    assertThatNullPointerException()
        .isThrownBy(() -> new ServerProgram(null, ServingPrecision.FLOAT32).command(MODEL, 8081))
        .withMessage("jar");
  }
}
