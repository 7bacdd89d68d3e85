// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingTest {
  @TempDir Path folder;
  private Path artefact;
  private Path stagings;

  @BeforeEach
  void namePaths() {
    artefact = folder.resolve("artifacts").resolve("key");
    stagings = folder.resolve("staging").resolve("key");
  }

  @Test
  void anArtefactAppearsAtomically() throws IOException {
    Staging staging = written("mine");
    assertThat(artefact).doesNotExist();

    assertThat(staging.publish(artefact)).isTrue();

    assertThat(Manifest.verified(artefact).files()).containsOnlyKeys("weights");
    assertThat(artefact.resolve("weights")).content().isEqualTo("mine");
    assertThat(stagings).isEmptyDirectory();
  }

  @Test
  void theFirstOfTwoWritersSucceedsAndTheSecondChangesNothing() throws IOException {
    Staging first = written("first");
    Staging late = written("late");
    first.publish(artefact);

    assertThat(late.publish(artefact)).isFalse();

    Manifest.verified(artefact);
    assertThat(artefact.resolve("weights")).content().isEqualTo("first");
  }

  @Test
  void filesOfAFormerHolderAreReusedAndItCannotPublish() throws IOException {
    Staging former = written("of the former holder");
    Staging taken = Staging.takeOver(stagings);
    assertThat(taken.folder().resolve("weights")).hasContent("of the former holder");
    write(former, "by the former holder, late");

    assertThatThrownBy(() -> former.publish(artefact)).isInstanceOf(StagingLostException.class);

    assertThat(artefact).doesNotExist();
    assertThat(taken.publish(artefact)).isTrue();
    assertThat(artefact.resolve("weights")).hasContent("of the former holder");
    Manifest.verified(artefact);
  }

  @Test
  void aWriterKilledBeforePublicationIsReplaced() throws IOException {
    Manifest.close(written("old").folder());

    Staging taken = Staging.takeOver(stagings);
    write(taken, "new");

    assertThat(taken.publish(artefact)).isTrue();
    assertThat(Manifest.verified(artefact).files()).containsOnlyKeys("weights");
    assertThat(artefact.resolve("weights")).hasContent("new");
  }

  @Test
  void incompleteFilesOfAKilledWriterAreDiscarded() throws IOException {
    Staging killed = written("whole");
    Path temporary = killed.folder().resolve(".pentimento-1.tmp");
    Files.writeString(temporary, "half");

    Staging taken = Staging.takeOver(stagings);

    assertThat(taken.folder()).isDirectoryNotContaining(f -> f.endsWith(temporary.getFileName()));
  }

  @Test
  void aFolderWithoutManifestAtTheArtefactsPathIsReplaced() throws IOException {
    Files.createDirectories(artefact);
    Files.writeString(artefact.resolve("left"), "by an earlier version");

    assertThat(written("mine").publish(artefact)).isTrue();

    assertThat(Manifest.verified(artefact).files()).containsOnlyKeys("weights");
  }

  @Test
  void aDamagedArtefactIsDeletedAndAValidOneIsKept() throws IOException {
    written("good").publish(artefact);
    Staging.removeUnless(artefact, stagings, Manifest::isIntact);
    Manifest.verified(artefact);

    Files.writeString(artefact.resolve("weights"), "changed");
    Staging.removeUnless(artefact, stagings, Manifest::isIntact);

    assertThat(artefact).doesNotExist();
    assertThat(stagings).isEmptyDirectory();
  }

  @Test
  void discardedStagingsLeaveNoFiles() throws IOException {
    written("one").discard();
    written("two");
    written("three");
    Staging.discardAll(stagings);

    assertThat(stagings).isEmptyDirectory();
  }

  private Staging written(String content) throws IOException {
    Staging staging = Staging.begin(stagings);
    write(staging, content);
    return staging;
  }

  private static void write(Staging staging, String content) throws IOException {
    AtomicFile.write(staging.folder().resolve("weights"), content.getBytes(StandardCharsets.UTF_8));
  }
}
