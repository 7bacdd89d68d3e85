// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pentimento.api.v1alpha1.status.StageName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The progress of a process, which another process may be writing while it is read. */
class StageProgressTest {
  private static final StageProgress PROGRESS =
      new StageProgress(
          StageName.GENERATE,
          new StageKey("a".repeat(64)),
          3,
          7,
          10,
          1,
          0.5,
          6L,
          "image 7",
          "2026-11-28T12:00:00Z");

  @Test
  void whatIsNotKnownIsNotWritten() {
    StageProgress unknown =
        new StageProgress(
            StageName.TRAIN, PROGRESS.key(), null, 0, 0, 0, null, null, "", PROGRESS.time());

    assertThat(unknown.toJson()).doesNotContain("shard", "rate", "secondsLeft", "null");
  }

  @Test
  void anUnfinishedFileIsRejected() {
    String json = PROGRESS.toJson();

    for (int length = 0; length < json.length(); length++) {
      String part = json.substring(0, length);
      assertThatThrownBy(() -> StageProgress.fromJson(part))
          .as("%d characters", length)
          .isInstanceOf(JsonProcessingException.class);
    }
  }

  @Test
  void aFileIsReadBackEqual() throws JsonProcessingException {
    assertThat(StageProgress.fromJson(PROGRESS.toJson())).isEqualTo(PROGRESS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"percent\": 1}", "[1]", "7"})
  void anotherContentIsRejected(String json) {
    assertThatThrownBy(() -> StageProgress.fromJson(json))
        .isInstanceOf(JsonProcessingException.class);
  }
}
