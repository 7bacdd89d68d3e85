// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that loads ONNX Runtime sends no telemetry, even without settings in its environment.
 */
class SilenceTest {
  @TempDir private Path home;

  @Test
  @Timeout(120)
  void nothingIsLeftInTheHomeDirectory() throws IOException, InterruptedException {
    isSilentFor(Duration.ofSeconds(2));
  }

  /** Longer than the delay before events are sent. */
  @Test
  @Tag("slow")
  @Timeout(180)
  void nothingIsSentInTheFirstHalfMinute() throws IOException, InterruptedException {
    isSilentFor(Duration.ofSeconds(40));
  }

  private void isSilentFor(Duration time) throws IOException, InterruptedException {
    try (LoggingProxy proxy = new LoggingProxy()) {
      assertThat(process(proxy, time).waitFor()).as("exit code").isZero();

      assertThat(proxy.requests()).isEmpty();
      try (Stream<Path> files = Files.walk(home)) {
        assertThat(files).containsExactly(home);
      }
    }
  }

  private Process process(LoggingProxy proxy, Duration time) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
                java,
                "-Duser.home=" + home,
                OnnxProcess.class.getName(),
                Long.toString(time.toMillis()))
            .inheritIO();
    Map<String, String> environment = builder.environment();
    environment.remove(OnnxRuntimeLibrary.NO_TELEMETRY);
    environment.keySet().removeIf(name -> name.startsWith("XDG_") || name.endsWith("no_proxy"));
    environment.put("CLASSPATH", System.getProperty("java.class.path"));
    environment.put("HOME", home.toString());
    for (String variable : new String[] {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy"}) {
      environment.put(variable, proxy.url());
    }
    return builder.start();
  }
}
