// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.core.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The threads of a session in a JVM with a limited number of processors, as in a container with a
 * CPU limit. New threads inherit the name of the thread that opens the session.
 */
@Timeout(60)
class SessionThreadsTest {
  private static final String OPENER = "opener";

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 3"})
  void thereAreAsManyThreadsAsTheJvmMayUse(int processors, int threads) throws Exception {
    assertThat(coresOfThreads(processors, 0)).hasSize(threads);
  }

  @Test
  void configuredNumberOfThreadsIsUsedOtherwise() throws Exception {
    assertThat(coresOfThreads(1, 2)).hasSize(2);
  }

  @Test
  void noThreadIsBoundToACore() throws Exception {
    assertThat(coresOfThreads(4, 0)).containsOnly(cores(Path.of("/proc/self/status")));
  }

  /** The cores on which each thread of a session may run. */
  private static List<String> coresOfThreads(int processors, int threads) throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:ActiveProcessorCount=" + processors,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                SessionThreadsTest.class.getName(),
                Integer.toString(threads))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = process.inputReader()) {
      List<String> cores = lines.lines().toList();
      assertThat(process.waitFor()).isZero();
      return cores;
    }
  }

  /**
   * Opens a session and prints the cores of its threads.
   *
   * @param arguments the number of threads
   */
  public static void main(String[] arguments) throws InterruptedException {
    int threads = Integer.parseInt(arguments[0]);
    Thread opener = new Thread(() -> printThreads(threads), OPENER);
    opener.start();
    opener.join();
  }

  private static void printThreads(int threads) {
    OnnxOps ops = new OnnxOps(Map.<String, Tensor>of()::get);
    OnnxValue x = ops.input("x", 1);
    ops.output("y", ops.add(x, x));
    SessionOptions options = SessionOptions.defaults().withThreads(threads);
    try (OnnxSession session = OnnxSession.of(ops.model(Map.of()), options);
        Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      for (Path task : tasks.toList()) {
        if (Files.readString(task.resolve("comm")).strip().equals(OPENER)) {
          System.out.println(cores(task.resolve("status")));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String cores(Path status) throws IOException {
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("Cpus_allowed_list:"))
        .findFirst()
        .orElseThrow();
  }
}
