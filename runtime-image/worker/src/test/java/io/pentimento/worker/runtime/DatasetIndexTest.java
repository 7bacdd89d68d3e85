// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.SourceName;
import io.pentimento.core.artifact.Digest;
import io.pentimento.reason.Reason;
import io.pentimento.reason.SourceReason;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.PreparedIndex.Rejected;
import io.pentimento.worker.stage.QuietContext;
import io.pentimento.worker.stage.TinyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the images of a source are validated and copied. */
class DatasetIndexTest {
  @TempDir Path folder;
  private Path images;
  private Path artefact;
  private DatasetIndex index;

  @BeforeEach
  void drawImages() throws IOException {
    images = folder.resolve("photos");
    artefact = folder.resolve("artefact");
    TinyModels.writeImage(images.resolve("day/a.png"), 1);
    TinyModels.writeImage(images.resolve("b.PNG"), 2);
    index =
        new DatasetIndex(QuietContext.of(StageDocuments.of(StageName.PREPARE), folder), artefact);
  }

  private List<Item> indexed() throws IOException {
    return index.index(SourceName.DATASET, images);
  }

  private static void assertFails(ThrowingCallable indexing, Reason reason, String... sentence) {
    assertThatThrownBy(indexing)
        .isInstanceOfSatisfying(
            StageFailure.class,
            failure -> {
              assertThat(failure.failureClass()).isEqualTo(FailureClass.DATA);
              assertThat(failure.reason()).isEqualTo(reason);
            })
        .hasMessageContainingAll(sentence);
  }

  @Test
  void imagesAreCopiedByDigestAndKeepTheirNames() throws IOException {
    List<Item> items = indexed();

    assertThat(items).extracting(Item::name).containsExactlyInAnyOrder("day/a.png", "b.PNG");
    for (Item item : items) {
      assertThat(item.file()).isEqualTo("images/" + Digest.hex(item.digest()) + ".png");
      assertThat(artefact.resolve(item.file()))
          .hasBinaryContent(Files.readAllBytes(images.resolve(item.name())));
    }
  }

  @Test
  void equalImagesShareOneCopy() throws IOException {
    Files.copy(images.resolve("b.PNG"), images.resolve("c.png"));

    assertThat(indexed()).hasSize(3);
    assertThat(artefact.resolve("images").toFile().list()).hasSize(2);
  }

  @Test
  void aDamagedCopyOfAnEarlierAttemptIsReplaced() throws IOException {
    Item item = indexed().get(0);
    Files.writeString(artefact.resolve(item.file()), "half");

    indexed();

    assertThat(Digest.of(artefact.resolve(item.file()))).isEqualTo(item.digest());
  }

  @Test
  void anUnusableImageIsListedWithTheReasonAndOtherFilesAreSkipped() throws IOException {
    Files.writeString(images.resolve("broken.png"), "half");
    Files.writeString(images.resolve("notes.txt"), "a note");

    assertThat(indexed()).hasSize(2);
    assertThat(index.rejected())
        .singleElement()
        .satisfies(
            rejected -> {
              assertThat(rejected.source()).isEqualTo("dataset.source");
              assertThat(rejected.name()).isEqualTo("broken.png");
              assertThat(rejected.reason()).contains("broken.png");
            });
    assertThat(index.skipped()).extracting(Rejected::name).containsExactly("notes.txt");
  }

  @Test
  void aFolderWithoutAUsableImageIsADataErrorThatNamesTheField() throws IOException {
    Path broken = Files.createDirectories(folder.resolve("broken"));
    Files.writeString(broken.resolve("a.png"), "half");

    assertFails(
        () -> index.index(SourceName.REFERENCE, broken),
        SourceReason.NO_IMAGES,
        "spec.dataset.reference: none of the 1 images of",
        "the last error: ");
  }

  @Test
  void anEmptyFolderIsADataErrorThatNamesTheField() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));

    assertFails(
        () -> index.index(SourceName.DATASET, empty),
        SourceReason.NO_IMAGES,
        "spec.dataset.source: ",
        "contains no image");
  }

  @Test
  void trainingAndHoldoutNeedDifferentImages() {
    Item one = new Item("a.png", "sha256:a", "images/a.png", false);
    Item copy = new Item("b.png", "sha256:a", "images/a.png", false);

    assertFails(
        () -> DatasetIndex.requireTwo(SourceName.DATASET, images, List.of(one, copy)),
        SourceReason.TOO_FEW_IMAGES,
        "has 1 usable image; at least 2 different images are needed");
  }

  @Test
  void theDigestOfASourceDependsOnNamesAndContentsButNotOnTheirOrder() {
    Item a = new Item("a.png", "sha256:1", "images/1.png", false);
    Item b = new Item("b.png", "sha256:2", "images/2.png", false);
    Item renamed = new Item("c.png", "sha256:2", "images/2.png", false);

    assertThat(DatasetIndex.digest(List.of(a, b))).isEqualTo(DatasetIndex.digest(List.of(b, a)));
    assertThat(DatasetIndex.digest(List.of(a, b)))
        .isNotEqualTo(DatasetIndex.digest(List.of(a, renamed)));
  }
}
