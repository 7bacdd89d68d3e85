// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of Jazzer, guided by coverage, for {@code -Dfuzz.seconds=}. Requires the Maven profile
 * {@code fuzz}. Failing inputs and the extended corpus are written to target/fuzz.
 */
public final class LongFuzz {
  /** The name of the system property with the seconds per target. */
  public static final String SECONDS = "fuzz.seconds";

  private static final Path FOUND = Path.of("target/fuzz");
  private static final Path CORPUS = Path.of("src/test/resources/fuzz");

  private LongFuzz() {}

  /**
   * Fails if an input is found that the target neither reads nor rejects.
   *
   * @param instrumented pattern of the classes whose coverage guides the fuzzer
   */
  public static void run(FuzzTarget target, String instrumented)
      throws IOException, InterruptedException {
    assertThat(fuzzer(target, instrumented).start().waitFor())
        .as("inputs that fail %s are in %s", target, FOUND.toAbsolutePath())
        .isZero();
  }

  private static ProcessBuilder fuzzer(FuzzTarget target, String instrumented) throws IOException {
    String name = target.folder();
    Path grown = Files.createDirectories(FOUND.resolve(name));
    List<String> command = new ArrayList<>(java(target));
    command.addAll(
        List.of(
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + Fuzzer.class.getName(),
            "--instrumentation_includes=" + instrumented,
            "--reproducer_path=" + FOUND,
            "-artifact_prefix=" + FOUND + "/" + name + "-",
            "-max_total_time=" + System.getProperty(SECONDS),
            "-timeout=60",
            "-rss_limit_mb=3000",
            "-max_len=16384",
            grown.toString(),
            CORPUS.resolve(name).toString()));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder;
  }

  private static List<String> java(FuzzTarget target) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx600m",
        "-Djava.awt.headless=true",
        "-Dfuzz.targets=" + ((Enum<?>) target).getDeclaringClass().getName(),
        "-Dfuzz.target=" + target.name());
  }
}
