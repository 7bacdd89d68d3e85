package io.pentimento.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs Jazzer, guided by coverage, for {@code -Dfuzz.seconds=} per target; requires the Maven
 * profile {@code fuzz}. Failing inputs and the extended corpus are written to target/fuzz.
 */
@Tag("slow")
@EnabledIfSystemProperty(named = "fuzz.seconds", matches = "\\d+")
class LongFuzzTest {
  private static final Path FOUND = Path.of("target/fuzz");
  private static final Path CORPUS = Path.of("src/test/resources/fuzz");

  @ParameterizedTest
  @EnumSource(value = FuzzTarget.class, names = "ONNX", mode = EnumSource.Mode.EXCLUDE)
  void noInputFailsInAnUndocumentedWay(FuzzTarget target) throws Exception {
    assertThat(fuzzer(target).start().waitFor())
        .as("inputs that fail %s are in %s", target, FOUND.toAbsolutePath())
        .isZero();
  }

  private static ProcessBuilder fuzzer(FuzzTarget target) throws IOException {
    String name = target.name().toLowerCase(Locale.ROOT);
    Path grown = Files.createDirectories(FOUND.resolve(name));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx600m",
            "-Djava.awt.headless=true",
            "-Dfuzz.target=" + target,
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + Fuzzer.class.getName(),
            "--instrumentation_includes=io.pentimento.core.**",
            "--reproducer_path=" + FOUND,
            "-artifact_prefix=" + FOUND + "/" + name + "-",
            "-max_total_time=" + System.getProperty("fuzz.seconds"),
            "-timeout=60",
            "-rss_limit_mb=3000",
            "-max_len=16384",
            grown.toString(),
            CORPUS.resolve(name).toString());
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder;
  }
}
