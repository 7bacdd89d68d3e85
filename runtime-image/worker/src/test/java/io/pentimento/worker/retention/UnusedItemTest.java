// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.contract.WorkspaceLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The removal of an item that other processes may use at the same time. */
class UnusedItemTest {
  private static final Instant LISTED = Instant.parse("2026-11-28T12:00:00Z");

  @TempDir Path folder;
  private Path place;
  private UnusedItem unused;

  @BeforeEach
  void create() throws IOException {
    place = Files.createDirectories(folder.resolve("downloads/photos"));
    Files.writeString(place.resolve("a.png"), "a");
    Files.setLastModifiedTime(place, FileTime.from(LISTED));
    Item item = new Item(folder.relativize(place), null, true, 1, LISTED);
    unused = new UnusedItem(new WorkspaceLayout(folder), item);
  }

  private Path trash() {
    return folder.resolve("trash");
  }

  @Test
  void anItemIsDeletedAndLeavesNothingInTheTrash() throws IOException {
    assertThat(unused.delete()).isTrue();

    assertThat(place).doesNotExist();
    assertThat(trash()).isEmptyDirectory();
  }

  @Test
  void anItemThatWasUsedSinceItWasListedIsMovedBack() throws IOException {
    Files.setLastModifiedTime(place, FileTime.from(LISTED.plusSeconds(1)));

    assertThat(unused.delete()).isFalse();

    assertThat(place.resolve("a.png")).hasContent("a");
    assertThat(trash()).isEmptyDirectory();
  }

  @Test
  void deletingAMissingItemIsNotAnError() throws IOException {
    unused.delete();

    assertThat(unused.delete()).isFalse();
  }

  @Test
  void theTrashOfAKilledProcessIsEmptiedAfterHalfADay() throws IOException {
    Path left = Files.createDirectories(trash().resolve("left"));
    Files.setLastModifiedTime(trash(), FileTime.from(LISTED));
    WorkspaceLayout layout = new WorkspaceLayout(folder);

    UnusedItem.emptyTrash(layout, LISTED.plus(Duration.ofHours(12)));
    assertThat(left).as("a removal may still be running").isDirectory();

    UnusedItem.emptyTrash(layout, LISTED.plus(Duration.ofHours(12)).plusSeconds(1));
    assertThat(left).doesNotExist();
  }

  @Test
  void aWorkspaceWithoutTrashNeedsNoCleaning() throws IOException {
    UnusedItem.emptyTrash(new WorkspaceLayout(folder), LISTED);

    assertThat(trash()).doesNotExist();
  }
}
