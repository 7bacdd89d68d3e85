// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.contract.FailureClass;
import io.pentimento.worker.Main;
import io.pentimento.worker.local.ToyStages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
  private static final String JOB =
      """
      apiVersion: pentimento.io/v1alpha1
      kind: AdaptationJob
      metadata: {name: toy}
      spec:
        restorer: {source: {uri: restorer.pth}}
        prior: {source: {uri: prior.pth}}
        dataset: {source: {uri: images}}
        fineTuning: {iterations: 10}
        workspace: {persistentVolumeClaim: {claimName: toy}}
      """;
  private static final String PLAN =
      """
      job: job.yaml
      groups:
        - title: Rates
          note: How fast to learn.
          variants:
            - name: plain
            - name: fast
              spec: {fineTuning: {optimizer: {learningRate: 0.1}}}
        - title: Again
          variants: [{name: plain}]
      """;

  @TempDir Path folder;
  private Path plan;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("job.yaml"), JOB);
    Files.createDirectories(folder.resolve("images"));
    plan = Files.writeString(folder.resolve("plan.yaml"), PLAN);
  }

  @Test
  void variantsShareWorkAndAreShownSideBySide() throws IOException {
    assertThat(compare()).isZero();

    assertThat(folder.resolve("comparison.md"))
        .content()
        .contains("## Rates", "How fast to learn.", "## Again", "| | PSNR ↑ |")
        .contains(
            "| plain | 18.00 · 20.00 · 21.00 · **22.00**<br>+5.0 % (1.0 … 9.0), +10.0 % (5.0 …"
                + " 15.0) |")
        .contains("| fast | ");
    List<String> journal =
        Files.readAllLines(folder.resolve("workspace").resolve(ToyStages.JOURNAL));
    assertThat(journal).doesNotHaveDuplicates();
    assertThat(journal).filteredOn(line -> line.contains("generate")).hasSize(6);
    assertThat(journal).filteredOn(line -> line.contains("train")).hasSize(12);
  }

  @Test
  void aTrialGivesADecisionForEachCandidate() throws IOException {
    Files.writeString(
        plan,
        """
        job: job.yaml
        trials:
          - title: As good
            margin: 0.02
            metrics: [PSNR]
            seeds: [1, 2]
            conditions: [{name: easy}]
            baseline: {name: plain}
            candidates:
              - {name: fast, spec: {fineTuning: {optimizer: {learningRate: 0.1}}}}
        """);

    assertThat(compare()).isZero();

    assertThat(folder.resolve("comparison.md"))
        .content()
        .contains("| fast | passed |", "| fast, easy | 2 | 22.00 → 22.00<br>+0.0 % (0.0 … 0.0)");
    JsonNode verdicts =
        new ObjectMapper().readTree(folder.resolve("verdicts.json").toFile()).path(0);
    assertThat(verdicts.at("/verdicts/0/decision").asText()).isEqualTo("PASSED");
  }

  @Test
  void anInvalidVariantIsRejectedByNameBeforeAnyRuns() throws IOException {
    Files.writeString(plan, PLAN.replace("learningRate: 0.1", "learningRate: -1"));

    assertThat(compare()).isEqualTo(FailureClass.USER_ERROR.exitCode());

    assertThat(folder.resolve("workspace")).doesNotExist();
  }

  @Test
  void twoVariantsWithTheSameNameAreRejected() throws IOException {
    Files.writeString(plan, PLAN.replace("{name: plain}", "{name: plain, spec: {}}"));

    assertThat(compare()).isEqualTo(FailureClass.USER_ERROR.exitCode());
  }

  private int compare() {
    return Main.commandLine()
        .execute(
            "compare",
            plan.toString(),
            "--workspace",
            folder.resolve("workspace").toString(),
            "--heap",
            "128",
            "--stage-program",
            ToyStages.class.getName());
  }
}
