// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.JobReference;
import io.pentimento.contract.SourceLocator;
import io.pentimento.contract.SourceName;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.StageKeys;
import io.pentimento.contract.StageParameters;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.core.artifact.Manifest;
import io.pentimento.worker.Main;
import io.pentimento.worker.local.SourceListing;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command plan. */
class PlanCommandTest {
  private static final String JOB =
      """
      apiVersion: pentimento.io/v1alpha1
      kind: AdaptationJob
      metadata: {name: toy}
      spec:
        restorer: {source: {uri: restorer.pth}}
        prior: {source: {uri: "s3://models/prior.pth"}}
        dataset: {source: {uri: images}}
        pseudoTargets: {startTimestep: 400, constraintEndTimestep: 200, sampler: {steps: 50}}
        fineTuning: {iterations: 10}
        workspace: {persistentVolumeClaim: {claimName: toy}}
      """;

  private final StringWriter out = new StringWriter();

  @TempDir Path folder;
  private Path manifest;
  private WorkspaceLayout layout;

  @BeforeEach
  void writeManifest() throws IOException {
    manifest = Files.writeString(folder.resolve("job.yaml"), JOB);
    Files.write(folder.resolve("restorer.pth"), new byte[2_500_000]);
    Files.createDirectories(folder.resolve("images"));
    Files.write(folder.resolve("images/one.png"), new byte[1]);
    Files.write(folder.resolve("images/two.png"), new byte[1]);
    layout = new WorkspaceLayout(folder.resolve("workspace"));
  }

  private int plan() {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    return commandLine.execute(
        "plan", manifest.toString(), "--workspace", layout.root().toString());
  }

  @Test
  void aNewJobRunsAllStagesAndHasNoEstimate() {
    assertThat(plan()).isZero();

    assertThat(out.toString())
        .contains("restorer.source")
        .contains("2.5 MB")
        .contains("s3://models/prior.pth  remote")
        .contains("2 images, 0.0 MB")
        .contains("generate  runs: 2 images × 20 network calls; no estimate")
        .contains("train     runs: 10 iterations × 16 images");
    assertThat(layout.root()).doesNotExist();
  }

  @Test
  void candidatesOfPseudoTargetsMultiplyTheNetworkCalls() throws IOException {
    Files.writeString(
        manifest, JOB.replace("pseudoTargets: {", "pseudoTargets: {selection: {candidates: 3}, "));

    plan();

    assertThat(out.toString()).contains("generate  runs: 2 images × 60 network calls");
  }

  @Test
  void finishedStagesAreReused() throws IOException {
    finish(StageName.PREPARE, prepareKey(), digests(), 2);

    plan();

    assertThat(out.toString())
        .contains("prepare   reused: " + prepareKey())
        .contains("generate  runs");
  }

  @Test
  void theEstimateScalesWhatAnEarlierJobTook() throws IOException {
    finish(StageName.PREPARE, prepareKey(), digests(), 2);
    StageKey earlier = new StageKey("e".repeat(64));
    finish(StageName.GENERATE, earlier, Map.of(), 1);
    Path spent = Files.createDirectories(layout.timeSpent(StageName.GENERATE, earlier));
    Files.writeString(
        spent.resolve("0-1.json"), "{\"shard\": 0, \"millis\": 30000, \"succeeded\": true}");
    Path documents = Files.createDirectories(layout.job("before").resolve("documents"));
    Files.writeString(documents.resolve("generate-eeee-1.json"), document(earlier));

    plan();

    assertThat(out.toString())
        .contains("about 60 s, by 30 s for 1 images × 20 network calls in job before");
  }

  @Test
  void anInvalidManifestIsRejectedAsByAnApiServer() throws IOException {
    Files.writeString(manifest, JOB.replace("iterations: 10", "iterations: 0"));

    assertThat(plan()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(out.toString()).contains("spec.fineTuning.iterations");
  }

  private AdaptationJob job() throws IOException {
    return AdaptationJobYaml.read(manifest);
  }

  private StageKey prepareKey() throws IOException {
    return StageKeys.of(job().getSpec())
        .prepare(SourceListing.of(job().getSpec(), new SourceLocator(folder, Map.of())));
  }

  private static Map<String, String> digests() {
    Map<String, String> digests = new TreeMap<>();
    for (SourceName name : SourceName.values()) {
      digests.put(name.field(), "sha256:" + "0".repeat(64));
    }
    return digests;
  }

  private String document(StageKey key) throws IOException {
    return new StageDocument(
            StageName.GENERATE,
            key,
            new JobReference(null, "before", null),
            Map.of(),
            Map.of(),
            null,
            StageParameters.of(StageName.GENERATE, job().getSpec()),
            1,
            null)
        .toJson();
  }

  private void finish(StageName stage, StageKey key, Map<String, String> digests, int images)
      throws IOException {
    Path artifact = Files.createDirectories(layout.artifact(stage, key));
    TerminationMessage answer =
        TerminationMessage.success(stage, key, new ItemCounts(images, images, 0))
            .withDigests(digests);
    Files.writeString(artifact.resolve(WorkspaceLayout.RESULT), answer.toJson());
    Manifest.close(artifact);
  }
}
