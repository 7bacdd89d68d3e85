// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.WorkspaceCleaning;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.artifact.Lease;
import io.pentimento.core.artifact.LeaseContender;
import io.pentimento.core.artifact.LeaseHolder;
import io.pentimento.core.artifact.LeaseTiming;
import io.pentimento.core.artifact.Manifest;
import io.pentimento.worker.Main;
import io.pentimento.worker.publish.FinishedWorkspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command gc. */
@Timeout(60)
class GcCommandTest {
  private static final StageKey OTHER = new StageKey("9".repeat(64));

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;
  private WorkspaceLayout layout;
  private Path unused;

  @BeforeEach
  void fill() throws IOException {
    layout = FinishedWorkspace.in(folder.resolve("workspace"), "Passed");
    unused = Files.createDirectories(layout.artifact(StageName.TRAIN, OTHER));
    Files.writeString(unused.resolve("adapted.onnx"), "of a job that was deleted");
    Manifest.close(unused);
  }

  private int gc(String... options) {
    List<String> words = new ArrayList<>(List.of("gc", layout.root().toString()));
    words.addAll(List.of(options));
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(words.toArray(String[]::new));
  }

  @Test
  void nothingIsRemovedWithoutDelete() {
    assertThat(gc("--grace", "PT0S")).as(err.toString()).isZero();

    assertThat(out.toString())
        .contains("artifacts/train/" + OTHER)
        .contains("can be removed: 1 items")
        .doesNotContain("1".repeat(64));
    assertThat(unused).exists();
  }

  @Test
  void unreferencedItemsAreRemoved() throws IOException {
    assertThat(gc("--grace", "PT0S", "--delete")).as(err.toString()).isZero();

    assertThat(unused).doesNotExist();
    assertThat(Manifest.isIntact(FinishedWorkspace.trained(layout))).isTrue();
  }

  @Test
  void recentItemsAreKept() {
    gc("--delete");

    assertThat(unused).exists();
  }

  @Test
  void artefactsOfAPublishedModelAreKept() throws IOException {
    Files.createDirectories(layout.root().resolve("published"));
    Files.writeString(
        layout.root().resolve("published/model.json"),
        "{\"address\": \"oci://registry.example/model\", \"stages\": {\"train\": \"%s\"}}"
            .formatted(OTHER));

    gc("--grace", "PT0S", "--delete");

    assertThat(unused).exists();
  }

  @Test
  void artefactsInComputationAreKept() throws IOException {
    LeaseContender contender =
        new LeaseContender(
            layout.lease(StageName.TRAIN, OTHER),
            LeaseHolder.ofThisProcess("job other"),
            LeaseTiming.ofThisProcess());
    try (Lease lease = contender.tryAcquire().orElseThrow()) {
      gc("--grace", "PT0S", "--delete");
    }

    assertThat(unused).exists();
    assertThat(out.toString()).contains("nothing is removed: job other computes " + OTHER);
  }

  @Test
  void personalDataOfAFinishedJobIsRemovedAfterItsTime() {
    assertThat(gc("--personal-data-after", "PT0S", "--delete")).as(err.toString()).isZero();

    assertThat(layout.root().resolve("artifacts/evaluate/%s/report.html".formatted("2".repeat(64))))
        .doesNotExist();
    assertThat(
            layout.root().resolve("artifacts/evaluate/%s/metrics.json".formatted("2".repeat(64))))
        .exists();
    assertThat(FinishedWorkspace.trained(layout).resolve("adapted.onnx")).exists();
  }

  @Test
  void aWorkspaceWithoutKnownJobsIsRejected() throws IOException {
    Files.delete(layout.job(FinishedWorkspace.JOB).resolve("job.yaml"));

    assertThat(gc("--grace", "PT0S", "--delete")).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(err.toString()).contains("kubectl get adaptationjobs");
    assertThat(unused).exists();
  }

  @Test
  void theReferencesOfAnOperatorKeepTheirArtefacts() throws IOException {
    Path listed = references(new WorkspaceCleaning(Set.of(OTHER.hex()), Set.of(), Set.of()));

    assertThat(gc("--grace", "PT0S", "--delete", "--references", listed.toString()))
        .as(err.toString())
        .isZero();

    assertThat(unused).exists();
    assertThat(FinishedWorkspace.trained(layout)).as("of a local run").exists();
  }

  @Test
  void theTrainingOfAServedModelIsKept() throws IOException {
    Files.delete(layout.job(FinishedWorkspace.JOB).resolve("job.yaml"));
    String model = Digest.of(FinishedWorkspace.trained(layout).resolve("adapted.safetensors"));
    Path listed = references(new WorkspaceCleaning(Set.of(OTHER.hex()), Set.of(), Set.of(model)));

    gc("--grace", "PT0S", "--delete", "--references", listed.toString());

    assertThat(FinishedWorkspace.trained(layout)).exists();
    assertThat(layout.root().resolve("artifacts/evaluate/" + "2".repeat(64))).doesNotExist();
  }

  @Test
  void anEmptyListOfReferencesIsRejected() throws IOException {
    Path listed = references(new WorkspaceCleaning(Set.of(), Set.of(), Set.of()));

    assertThat(gc("--grace", "PT0S", "--delete", "--references", listed.toString()))
        .isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(unused).exists();
  }

  @Test
  void anItemThatIsUsedAfterItWasListedIsKept() throws IOException {
    Item item =
        new WorkspaceItems(layout)
            .list().stream()
                .filter(each -> OTHER.hex().equals(each.key()))
                .findFirst()
                .orElseThrow();
    Files.setLastModifiedTime(
        unused.resolve(Manifest.FILE), FileTime.from(item.modified().plusSeconds(60)));

    assertThat(new UnusedItem(layout, item).delete()).isFalse();
    assertThat(Manifest.isIntact(unused)).isTrue();
  }

  private Path references(WorkspaceCleaning used) throws IOException {
    return Files.writeString(folder.resolve("references.json"), used.toJson());
  }

  @Test
  void theJobsOfAClusterKeepTheirArtefacts() throws IOException {
    Path jobs =
        Files.writeString(
            folder.resolve("jobs.yaml"),
            """
            apiVersion: v1
            kind: List
            items:
              - apiVersion: pentimento.io/v1alpha1
                kind: AdaptationJob
                metadata: {name: other}
                spec:
                  restorer: {source: {uri: a}}
                  prior: {source: {uri: b}}
                  dataset: {source: {uri: c}}
                  workspace: {persistentVolumeClaim: {claimName: d}}
                status:
                  phase: Succeeded
                  stages: [{name: train, cacheKey: "%s", state: Succeeded}]
            """
                .formatted(OTHER));

    assertThat(gc("--grace", "PT0S", "--delete", "--jobs", jobs.toString())).isZero();

    assertThat(unused).exists();
  }
}
