// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pentimento.benchmark.device.GpuCheckFolder.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks of the GPU check's scripts that need no GPU. */
@Timeout(120)
class GpuCheckPartsTest {
  private static final Pattern LISTED = Pattern.compile("(?m)^([a-z0-9-]+) +(\\d+)s  (.+)$");
  private static final Pattern CASE = Pattern.compile("(?m)^  ([a-z0-9-]+)\\) ");
  private static final Pattern DEFAULT_LIMIT = Pattern.compile("else total=(\\d+) ");

  @ParameterizedTest
  @ValueSource(strings = {"run", "parts.sh", "build.sh"})
  void eachShellScriptParses(String script) throws Exception {
    assertThat(GpuCheckFolder.start("sh", "-n", script)).isEqualTo(new Ended(0, ""));
  }

  @Test
  void eachPythonScriptParses() throws Exception {
    assumeTrue(GpuCheckFolder.hasPython(), "Python is not available");
    for (String script : GpuCheckFolder.scripts(".py")) {
      assertThat(
              GpuCheckFolder.python(
                  "-c", "import ast, sys; ast.parse(open(sys.argv[1]).read())", script))
          .as(script)
          .isEqualTo(new Ended(0, ""));
    }
  }

  @Test
  void eachPartIsListedOnceAndHasALimitAndACommand() throws Exception {
    List<String> names = listed().stream().map(part -> part.group(1)).toList();

    assertThat(names).isNotEmpty().doesNotHaveDuplicates();
    assertThat(listed()).allSatisfy(part -> assertThat(limit(part)).isPositive());
    assertThat(commands()).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void theCheckStopsWithinEightMinutes() throws IOException {
    assertThat(total()).isLessThan(8 * 60);
  }

  @Test
  void theRatioIsMeasuredEvenIfEarlierPartsUseAllTheirTime() throws Exception {
    List<MatchResult> parts = listed();
    List<String> names = parts.stream().map(part -> part.group(1)).toList();
    int needed = names.indexOf("peer") + 1;

    assertThat(names.subList(0, needed)).contains("networks", "networks-tf32", "verify-unet");
    assertThat(parts.subList(0, needed).stream().mapToInt(GpuCheckPartsTest::limit).sum())
        .isLessThanOrEqualTo(total());
  }

  /** The edits are textual, so that a change of the example could leave them without effect. */
  @Test
  void theQuickstartHasFewStepsAndNoGateOnACpu() throws Exception {
    Path job = Path.of(System.getProperty("pentimento.quickstart")).resolve("job.yaml");

    Ended edited = GpuCheckFolder.start("sed", "-f", "quickstart-cpu.sed", job.toString());

    assertThat(edited.code()).isZero();
    assertThat(edited.text())
        .contains("iterations: 10\n", "steps: 5}\n", "  evaluation:\n    metrics:")
        .doesNotContain("gate", "minImprovement");
  }

  @Test
  void anUnknownPartIsRejected() throws Exception {
    Ended ended = GpuCheckFolder.start("sh", "parts.sh", "no-such-part");

    assertThat(ended.code()).isEqualTo(64);
    assertThat(ended.text()).contains("unknown part no-such-part");
  }

  private static List<MatchResult> listed() throws Exception {
    Ended ended = GpuCheckFolder.start("sh", "run", "--list");
    assertThat(ended.code()).as(ended.text()).isZero();
    return LISTED.matcher(ended.text()).results().toList();
  }

  private static int limit(MatchResult part) {
    return Integer.parseInt(part.group(2));
  }

  private static List<String> commands() throws IOException {
    String script = Files.readString(GpuCheckFolder.FOLDER.resolve("parts.sh"));
    String cases = script.substring(script.lastIndexOf("\ncase "));
    return CASE.matcher(cases).results().map(each -> each.group(1)).toList();
  }

  private static int total() throws IOException {
    return DEFAULT_LIMIT
        .matcher(Files.readString(GpuCheckFolder.FOLDER.resolve("run")))
        .results()
        .mapToInt(each -> Integer.parseInt(each.group(1)))
        .findFirst()
        .orElseThrow();
  }
}
