// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys that a Job which cleans the workspace must keep. */
class WorkspaceCleaningTest {
  private static final WorkspaceCleaning ONE =
      new WorkspaceCleaning(Set.of("k1", "k2"), Set.of("k1"), Set.of("sha256:1"));
  private static final WorkspaceCleaning OTHER =
      new WorkspaceCleaning(Set.of("k2", "k3"), Set.of("k3"), Set.of("sha256:2"));
  private static final WorkspaceCleaning NONE = new WorkspaceCleaning(Set.of(), Set.of(), Set.of());

  @TempDir Path folder;

  @Test
  void theReferencesOfTwoAreAdded() {
    assertThat(ONE.and(OTHER))
        .isEqualTo(
            new WorkspaceCleaning(
                Set.of("k1", "k2", "k3"), Set.of("k1", "k3"), Set.of("sha256:1", "sha256:2")));
  }

  @Test
  void theOrderOfAdditionDoesNotMatter() {
    assertThat(ONE.and(OTHER)).isEqualTo(OTHER.and(ONE));
    assertThat(ONE.and(OTHER).toJson()).isEqualTo(OTHER.and(ONE).toJson());
  }

  @Test
  void addingNothingOrItselfChangesNothing() {
    assertThat(ONE.and(NONE)).isEqualTo(ONE);
    assertThat(NONE.and(ONE)).isEqualTo(ONE);
    assertThat(ONE.and(ONE)).isEqualTo(ONE);
  }

  @Test
  void referencesAreSorted() {
    WorkspaceCleaning cleaning =
        new WorkspaceCleaning(Set.of("c", "a", "b"), Set.of("b", "a"), Set.of());

    assertThat(cleaning.keys()).containsExactly("a", "b", "c");
    assertThat(cleaning.complete()).containsExactly("a", "b");
  }

  @Test
  void laterChangesDoNotReachIt() {
    Set<String> keys = new HashSet<>(Set.of("a"));
    WorkspaceCleaning cleaning = new WorkspaceCleaning(keys, Set.of(), Set.of());

    keys.clear();

    assertThat(cleaning.keys()).containsExactly("a");
    assertThatThrownBy(() -> cleaning.keys().add("b"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aFileIsReadBackEqual() throws IOException {
    Path file = Files.writeString(folder.resolve("used.json"), ONE.toJson());

    assertThat(WorkspaceCleaning.read(file)).isEqualTo(ONE);
  }

  @Test
  void emptySetsAreNotWrittenAndAreReadAsEmpty() throws IOException {
    Path file = Files.writeString(folder.resolve("used.json"), NONE.toJson());

    assertThat(NONE.toJson()).isEqualTo("{}");
    assertThat(WorkspaceCleaning.read(file)).isEqualTo(NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "[]", "{\"keys\": 1}", "{\"key\": []}"})
  void aFileWithOtherContentIsReportedByItsName(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("used.json"), content);

    assertThatThrownBy(() -> WorkspaceCleaning.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " does not list what jobs use: ");
  }

  @Test
  void aMissingFileIsReportedAsSuch() {
    assertThatThrownBy(() -> WorkspaceCleaning.read(folder.resolve("none.json")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
