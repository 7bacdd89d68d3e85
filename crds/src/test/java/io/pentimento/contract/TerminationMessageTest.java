// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.ResultReason;
import io.pentimento.reason.SourceReason;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answer of a stage process. */
class TerminationMessageTest {
  private static final StageKey KEY = new StageKey("a".repeat(64));
  private static final ItemCounts ITEMS = new ItemCounts(9, 10, 1);
  private static final TerminationMessage SUCCESS =
      TerminationMessage.success(StageName.TRAIN, KEY, ITEMS);
  private static final MetricResult NIQE =
      new MetricResult(Metric.NIQE, 5.0, 4.5, 0.1, 0.05, 0.15, null, null);

  private static TerminationMessage failure(String message) {
    return TerminationMessage.failure(
        StageName.TRAIN, KEY, FailureClass.DATA, ResultReason.DIVERGED, message);
  }

  @Test
  void aSuccessHasCountsAndNothingElse() {
    assertThat(SUCCESS.succeeded()).isTrue();
    assertThat(SUCCESS.items()).isEqualTo(ITEMS);
    assertThat(SUCCESS.failure()).isNull();
    assertThat(SUCCESS.reason()).isNull();
    assertThat(SUCCESS.message()).isNull();
    assertThat(SUCCESS.digests()).isEmpty();
    assertThat(SUCCESS.images()).isEmpty();
    assertThat(SUCCESS.metrics()).isEmpty();
  }

  @Test
  void aFailureHasAClassAReasonAndASentence() {
    TerminationMessage failure = failure("the loss is NaN");

    assertThat(failure.succeeded()).isFalse();
    assertThat(failure.failure()).isEqualTo(FailureClass.DATA);
    assertThat(failure.reason()).isEqualTo("Diverged");
    assertThat(failure.message()).isEqualTo("the loss is NaN");
    assertThat(failure.items()).isNull();
  }

  @Test
  void theReasonOfTheClassIsNotRepeated() {
    TerminationMessage failure =
        TerminationMessage.failure(StageName.TRAIN, KEY, FailureClass.DATA, null, "bad");

    assertThat(failure.reason()).isNull();
  }

  @Test
  void aFailureNeedsAClass() {
    assertThatThrownBy(
            () ->
                TerminationMessage.failure(
                    StageName.TRAIN, KEY, null, FailureReason.INTERNAL, "broken"))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("failure");
  }

  @Test
  void aWarningLeavesASuccessASuccess() {
    TerminationMessage warned =
        SUCCESS.withWarning(SourceReason.DATASET_NOT_ALIGNED, "look at the images");

    assertThat(warned.succeeded()).isTrue();
    assertThat(warned.reason()).isEqualTo("DatasetNotAligned");
    assertThat(warned.message()).isEqualTo("look at the images");
    assertThat(warned.items()).isEqualTo(ITEMS);
  }

  @Test
  void eachCopyChangesOneField() {
    TerminationMessage all =
        SUCCESS
            .withDigests(Map.of("model", "sha256:1"))
            .withImages(Map.of("dataset.source", 10))
            .withMetrics(List.of(NIQE))
            .withWarning(SourceReason.DATASET_NOT_ALIGNED, "look")
            .withItems(new ItemCounts(1, 2, 0));

    assertThat(all)
        .isEqualTo(
            new TerminationMessage(
                StageName.TRAIN,
                KEY,
                null,
                "DatasetNotAligned",
                "look",
                new ItemCounts(1, 2, 0),
                Map.of("model", "sha256:1"),
                Map.of("dataset.source", 10),
                List.of(NIQE)));
    assertThat(SUCCESS.digests()).isEmpty();
  }

  @Test
  void digestsAreSortedSoThatEqualAnswersHaveEqualText() {
    Map<String, String> digests = new HashMap<>();
    for (String name : List.of("c", "a", "d", "b")) {
      digests.put(name, "sha256:" + name);
    }

    assertThat(SUCCESS.withDigests(digests).digests().keySet()).containsExactly("a", "b", "c", "d");
    digests.clear();
    assertThat(SUCCESS.withDigests(digests).digests()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(FailureClass.class)
  void theClassOfAFailureReadsBackEqual(FailureClass failure) throws JsonProcessingException {
    TerminationMessage message =
        TerminationMessage.failure(StageName.GENERATE, KEY, failure, failure.reason(), "text");

    assertThat(TerminationMessage.fromJson(message.toJson())).isEqualTo(message);
  }

  @Test
  void aMissingStageOrKeyIsRejected() {
    assertThatThrownBy(() -> TerminationMessage.success(null, KEY, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("stage");
    assertThatThrownBy(() -> TerminationMessage.success(StageName.TRAIN, null, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"stage\": \"train\", \"colour\": 1}", "not json"})
  void anyOtherTextIsNotAMessage(String text) {
    assertThatThrownBy(() -> TerminationMessage.fromJson(text))
        .isInstanceOf(JsonProcessingException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1023, 1024})
  void aSentenceOfUpTo1024CharactersIsKept(int length) throws JsonProcessingException {
    String sentence = "x".repeat(length);

    String read = TerminationMessage.fromJson(failure(sentence).toJson()).message();

    assertThat(read == null ? "" : read).isEqualTo(sentence);
  }

  @Test
  void aLongerSentenceEndsWithAnEllipsis() throws JsonProcessingException {
    assertThat(TerminationMessage.fromJson(failure("x".repeat(1025)).toJson()).message())
        .isEqualTo("x".repeat(1024) + "…");
  }

  @Test
  void aSentenceIsNotCutWithinACharacter() throws JsonProcessingException {
    String text = "x".repeat(1023) + "\uD83D\uDE00 and more";

    assertThat(TerminationMessage.fromJson(failure(text).toJson()).message())
        .isEqualTo("x".repeat(1023) + "…");
  }

  @Test
  void aSentenceThatIsTooLongBesideTheRestIsHalvedUntilItFits() throws JsonProcessingException {
    Map<String, String> digests = new HashMap<>();
    for (int i = 0; i < 40; i++) {
      digests.put("source" + i, "sha256:" + "0".repeat(64));
    }
    TerminationMessage message = failure("x".repeat(1024)).withDigests(digests);

    String json = message.toJson();

    assertThat(message.fits()).isTrue();
    assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(TerminationMessage.LIMIT);
    assertThat(TerminationMessage.fromJson(json).message()).startsWith("x").endsWith("…");
    assertThat(TerminationMessage.fromJson(json).digests()).isEqualTo(digests);
  }
}
