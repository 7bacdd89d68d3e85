// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.WorkspaceLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of a workspace that can be removed as a whole. */
class WorkspaceItemsTest {
  private static final StageKey KEY = new StageKey("a".repeat(64));

  @TempDir Path folder;
  private WorkspaceLayout layout;

  @BeforeEach
  void open() {
    layout = new WorkspaceLayout(folder);
  }

  private List<Item> items() throws IOException {
    return new WorkspaceItems(layout).list();
  }

  private Path write(Path file, int bytes) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.write(file, new byte[bytes]);
  }

  @Test
  void anEmptyWorkspaceHasNoItems() throws IOException {
    assertThat(items()).isEmpty();
  }

  @Test
  void anArtefactIsAnItemWithTheSizeOfAllItsFiles() throws IOException {
    write(layout.artifact(StageName.TRAIN, KEY).resolve("adapted.onnx"), 10);
    write(layout.artifact(StageName.TRAIN, KEY).resolve("deep/er"), 5);

    assertThat(items())
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.path()).isEqualTo(Path.of("artifacts/train", KEY.hex()));
              assertThat(item.key()).isEqualTo(KEY.hex());
              assertThat(item.bytes()).isEqualTo(15);
              assertThat(item.personal()).isFalse();
            });
  }

  @Test
  void thePicturesOfAnArtefactAreItemsOfTheirOwn() throws IOException {
    for (String name : List.of("images/a.png", "base/a.png", "adapted/a.png", "serving/a.png")) {
      write(layout.artifact(StageName.EVALUATE, KEY).resolve(name), 1);
    }
    write(layout.artifact(StageName.EVALUATE, KEY).resolve("report.html"), 1);
    write(layout.artifact(StageName.EVALUATE, KEY).resolve("metrics.json"), 1);

    assertThat(items())
        .filteredOn(Item::personal)
        .extracting(item -> item.path().getFileName().toString())
        .containsExactly("images", "base", "adapted", "serving", "report.html");
  }

  @Test
  void pseudoTargetsAndDownloadsArePersonal() throws IOException {
    write(layout.pseudoTargets(KEY).resolve("a.png"), 1);
    write(layout.root().resolve("downloads/photos/a.png"), 1);

    assertThat(items()).hasSize(2).allMatch(Item::personal);
    assertThat(items()).extracting(Item::key).containsExactly(KEY.hex(), null);
  }

  @Test
  void checkpointsAndUnpublishedArtefactsAreItems() throws IOException {
    write(layout.checkpoints(StageName.TRAIN, KEY).resolve("checkpoint.safetensors"), 1);
    write(layout.staging(StageName.TRAIN, KEY).resolve("1/adapted.onnx"), 1);

    assertThat(items())
        .extracting(item -> item.path().getName(0).toString())
        .containsExactly("checkpoints", "staging");
  }

  @Test
  void leasesProgressAndRecordsOfJobsAreNotItems() throws IOException {
    write(layout.lease(StageName.TRAIN, KEY).resolve("lease-1.json"), 1);
    write(layout.progress(StageName.TRAIN, KEY, 0), 1);
    write(layout.job("toy").resolve("job.yaml"), 1);

    assertThat(items()).isEmpty();
  }

  @Test
  void theTimeOfAnItemIsThatOfItsNewestFile() throws IOException {
    Instant old = Instant.parse("2020-01-01T00:00:00Z");
    Path artefact = layout.artifact(StageName.TRAIN, KEY);
    Path first = write(artefact.resolve("a"), 1);
    Path second = write(artefact.resolve("b"), 1);
    Files.setLastModifiedTime(first, FileTime.from(old));
    Files.setLastModifiedTime(second, FileTime.from(old.plusSeconds(60)));
    Files.setLastModifiedTime(artefact, FileTime.from(old));

    assertThat(items().get(0).modified()).isEqualTo(old.plusSeconds(60));
  }
}
