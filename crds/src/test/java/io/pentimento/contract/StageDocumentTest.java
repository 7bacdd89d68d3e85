// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pentimento.api.v1alpha1.status.StageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The input of a stage process. */
class StageDocumentTest {
  private static final StageKey KEY = new StageKey("a".repeat(64));
  private static final StageKey PREPARE = new StageKey("b".repeat(64));
  private static final StageKey SETTINGS = new StageKey("c".repeat(64));

  @TempDir Path folder;

  private static StageDocument document(int shards, Integer shard) {
    return new StageDocument(
        StageName.TRAIN,
        KEY,
        new JobReference("vision", "night", "uid"),
        Map.of(StageName.PREPARE, PREPARE),
        Map.of("dataset.source", "sha256:1"),
        SETTINGS,
        StageParameters.of(StageName.TRAIN, Specs.with()),
        shards,
        shard);
  }

  @ParameterizedTest
  @CsvSource({"1,", "1, 0", "8,", "8, 0", "8, 7"})
  void aShardIsBelowTheNumberOfShards(int shards, Integer shard) {
    assertThat(document(shards, shard).shard()).isEqualTo(shard);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "8, 8", "8, 9", "8, -1", "0,", "0, 0", "-1,"})
  void anyOtherShardIsRejectedByItsNumber(int shards, Integer shard) {
    assertThatThrownBy(() -> document(shards, shard))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shard " + shard + " is not below " + shards);
  }

  @Test
  void aCopyForAShardDiffersOnlyInItsIndex() {
    StageDocument all = document(8, null);

    assertThat(all.withShard(3)).isEqualTo(document(8, 3));
    assertThatThrownBy(() -> all.withShard(8)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anUpstreamStageIsFoundByItsName() {
    assertThat(document(1, null).upstream(StageName.PREPARE)).isEqualTo(PREPARE);
  }

  @Test
  void aStageThatItDoesNotBuildOnIsReportedByName() {
    assertThatThrownBy(() -> document(1, null).upstream(StageName.GENERATE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the document of train names no generate");
  }

  @Test
  void theCacheOfPseudoTargetsIsNamedByItsSettings() {
    assertThat(document(1, null).requiredPseudoTargetSettings()).isEqualTo(SETTINGS);
  }

  @Test
  void prepareHasNoSettingsOfPseudoTargets() {
    StageDocument prepare =
        new StageDocument(
            StageName.PREPARE,
            KEY,
            new JobReference(null, "night", null),
            Map.of(),
            Map.of(),
            null,
            StageParameters.of(StageName.PREPARE, Specs.with()),
            1,
            null);

    assertThatThrownBy(prepare::requiredPseudoTargetSettings)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the document of prepare has no pseudoTargetSettings");
  }

  @Test
  void laterChangesOfTheMapsDoNotReachTheDocument() {
    Map<String, String> digests = new HashMap<>(Map.of("dataset.source", "sha256:1"));
    StageDocument document =
        new StageDocument(
            StageName.TRAIN,
            KEY,
            new JobReference(null, "night", null),
            Map.of(),
            digests,
            SETTINGS,
            StageParameters.of(StageName.TRAIN, Specs.with()),
            1,
            null);

    digests.clear();

    assertThat(document.digests()).hasSize(1);
    assertThatThrownBy(() -> document.digests().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> document.upstream().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void absentMapsAreEmptyAfterReading() throws JsonProcessingException {
    String json = document(1, null).toJson();
    String without =
        json.replaceFirst("\"upstream\":\\{[^}]*},", "").replaceFirst("\"digests\":\\{[^}]*},", "");

    StageDocument read = StageDocument.fromJson(without);

    assertThat(without).doesNotContain("upstream", "digests");
    assertThat(read.upstream()).isEmpty();
    assertThat(read.digests()).isEmpty();
  }

  @Test
  void theSameDocumentHasTheSameText() {
    assertThat(document(8, 2).toJson()).isEqualTo(document(8, 2).toJson());
  }

  @Test
  void aFileIsReadBackEqual() throws IOException {
    Path file = Files.writeString(folder.resolve("document.json"), document(8, 2).toJson());

    assertThat(StageDocument.read(file)).isEqualTo(document(8, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"stage\": \"nap\"}", "{\"stage\": \"train\"}"})
  void aFileWithOtherContentIsReportedByItsName(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("document.json"), content);

    assertThatThrownBy(() -> StageDocument.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " is not a stage document: ");
  }

  @Test
  void textAfterTheDocumentIsRejected() throws IOException {
    Path file = Files.writeString(folder.resolve("document.json"), document(1, 0).toJson() + "{}");

    assertThatThrownBy(() -> StageDocument.read(file))
        .hasMessageContaining("is not a stage document");
  }

  @Test
  void aMissingFileIsReportedAsSuch() {
    assertThatThrownBy(() -> StageDocument.read(folder.resolve("none.json")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("none.json");
  }
}
