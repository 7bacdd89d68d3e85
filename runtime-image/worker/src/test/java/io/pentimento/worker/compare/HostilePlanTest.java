// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.contract.FailureClass;
import io.pentimento.worker.command.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans and manifests that cannot be compared; nothing runs and nothing is written. */
class HostilePlanTest {
  private static final String PLAN = "job: job.yaml\ngroups: [{title: a, variants: [{name: b}]}]\n";

  @TempDir Path folder;
  private Path plan;
  private Path workspace;

  @BeforeEach
  void writePlan() throws IOException {
    plan = Files.writeString(folder.resolve("plan.yaml"), PLAN);
    workspace = folder.resolve("workspace");
  }

  private CommandRun compare(Object... more) {
    Object[] words = new Object[4 + more.length];
    words[0] = "compare";
    words[1] = plan;
    words[2] = "--workspace";
    words[3] = workspace;
    System.arraycopy(more, 0, words, 4, more.length);
    return CommandRun.of(words);
  }

  private void assertRefused(CommandRun run, String... sentence) {
    assertThat(run.err()).contains(sentence).doesNotContain("\tat ");
    assertThat(run.code()).as(run.err()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(workspace).doesNotExist();
    assertThat(folder.resolve("comparison.md")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                              | the plan is empty",
        "[1, 2]                                          | the plan must be an object with job",
        "text                                            | the plan must be an object with job",
        "job: j.yaml                                     | groups and trials are missing or empty",
        "groups: [{title: a, variants: [{name: b}]}]     | job is missing",
        "{job: j, groups: [null]}                        | a group or trial is empty",
        "{job: j, trials: [null]}                        | a group or trial is empty",
        "{job: j, groups: [{variants: [{name: b}]}]}     | a group has no title",
        "{job: j, groups: [{title: a}]}                  | group 'a' has no variants",
        "{job: j, groups: [{title: a, variants: []}]}    | group 'a' has no variants",
        "{job: j, groups: [{title: a, variants: [{}]}]}  | a variant has no name",
        "{job: j, groups: [{title: a, variants: [null]}]} | a variant has no name",
        "{job: j, groups: 5}                             | line 1: Cannot deserialize",
        "{job: j, job: k}                                | line 1: Duplicate field 'job'",
      })
  void aWrongPlanIsReportedWithItsFile(String yaml, String sentence) throws IOException {
    Files.writeString(plan, yaml);

    assertRefused(compare(), "plan.yaml", sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "'candidates: [{name: c}]', 'candidates: [{spec: {}}]', has a candidate without a name",
    "'candidates: [{name: c}]', 'candidates: [null]',       has a candidate without a name",
    "'conditions: [{name: d}]', 'conditions: [{}]',         has a condition without a name",
    "'metrics: [PSNR]',         'metrics: [SHARPNESS]',     not one of the values accepted",
    "'seeds: [1]',              'seeds: [1, 1]',            there are two variants 'b-d-1'",
  })
  void aWrongTrialIsReportedByItsPart(String part, String wrong, String sentence)
      throws IOException {
    String trial =
        "job: job.yaml\ntrials: [{title: T, margin: 0.02, metrics: [PSNR], seeds: [1],"
            + " conditions: [{name: d}], baseline: {name: b}, candidates: [{name: c}]}]";
    Files.writeString(plan, trial.replace(part, wrong));

    assertRefused(compare(), "plan.yaml", sentence);
  }

  @Test
  void aMissingPlanIsNamed() throws IOException {
    Files.delete(plan);

    assertRefused(compare(), "PLAN: file not found: " + plan);
  }

  @Test
  void aMissingManifestIsNamedWithThePlan() {
    assertRefused(compare(), plan + ": job: file not found: " + folder.resolve("job.yaml"));
  }

  @ParameterizedTest
  @CsvSource({
    "'',         is empty or not an AdaptationJob",
    "'[1, 2]',   is empty or not an AdaptationJob",
    "'text',     is empty or not an AdaptationJob",
    "'{a: [1',   is not valid YAML",
  })
  void aManifestThatIsNotAnObjectIsNamedInTheError(String yaml, String sentence)
      throws IOException {
    Files.writeString(folder.resolve("job.yaml"), yaml);

    assertRefused(compare(), "job.yaml", sentence);
  }

  @Test
  void anOutputFolderThatIsAFileIsReportedBeforeAnyVariantRuns() throws IOException {
    Files.writeString(folder.resolve("job.yaml"), "kind: AdaptationJob");
    Path file = Files.createFile(folder.resolve("file"));

    assertRefused(compare("--out", file), "--out: " + file + " is a file; name an output folder");
  }

  @Test
  void numbersOutOfRangeAreReportedBeforeThePlanIsRead() {
    assertRefused(compare("--processes", 0), "--processes must be at least 1");
  }
}
