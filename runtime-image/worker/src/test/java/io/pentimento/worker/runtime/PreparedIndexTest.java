// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.artifact.ArtifactException;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.PreparedIndex.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The index of a prepared dataset. */
class PreparedIndexTest {
  private static final Item TRAINING = new Item("a.png", "sha256:a", "images/a.png", false);
  private static final Item HOLDOUT = new Item("b.png", "sha256:b", "images/b.png", true);

  @TempDir Path folder;

  private static PreparedIndex index(Rejected... quarantined) {
    return new PreparedIndex(
        64,
        List.of(TRAINING, HOLDOUT),
        List.of(quarantined),
        List.of(),
        List.of(TRAINING),
        List.of(),
        List.of(new Rejected("dataset.source", "notes.txt", "not an image")),
        List.of());
  }

  @Test
  void aWrittenIndexIsReadAgain() throws IOException {
    index().write(folder);

    assertThat(PreparedIndex.read(folder)).isEqualTo(index());
  }

  @Test
  void imagesAreSplitIntoTrainingAndHoldout() {
    assertThat(index().training()).containsExactly(TRAINING);
    assertThat(index().holdout()).containsExactly(HOLDOUT);
  }

  @Test
  void onlyUnusableImagesOfTheDatasetAreLost() {
    Rejected lost = new Rejected("dataset.source", "c.png", "truncated");
    Rejected reference = new Rejected("dataset.reference", "d.png", "truncated");

    assertThat(index(lost, reference).lost()).containsExactly(lost);
  }

  /** Artefacts of earlier versions have neither skipped files nor photographs. */
  @Test
  void anIndexOfAnEarlierVersionIsRead() throws IOException {
    Files.writeString(
        folder.resolve("index.json"),
        """
        {"size": 64, "images": [], "quarantined": [], "pseudoTargets": [], "reference": [],
         "groundTruth": []}
        """);

    assertThat(PreparedIndex.read(folder).skipped()).isEmpty();
    assertThat(PreparedIndex.read(folder).photographs()).isEmpty();
  }

  @Test
  void aDamagedIndexIsNamed() throws IOException {
    Files.writeString(folder.resolve("index.json"), "{\"size\": ");

    assertThatThrownBy(() -> PreparedIndex.read(folder))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining(folder.resolve("index.json") + " is damaged");
  }

  @ParameterizedTest
  @CsvSource({"a.png, a", "day/a.b.jpg, day/a.b", "v1.2/a.png, v1.2/a"})
  void imagesArePairedByTheirNameWithoutExtension(String name, String pair) {
    assertThat(new Item(name, "sha256:a", "images/a", false).pairName()).isEqualTo(pair);
  }
}
