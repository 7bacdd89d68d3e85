// SPDX-License-Identifier: Apache-2.0
package io.pentimento.reason;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;

class ReasonTest {

  @ParameterizedTest
  @MethodSource("all")
  void theSchemaOfConditionsAcceptsEachReason(Reason reason) {
    assertThat(reason.word()).matches("[A-Z][A-Za-z]+").hasSizeLessThanOrEqualTo(128);
  }

  @ParameterizedTest
  @MethodSource("all")
  void aReasonIsExplainedInSentences(Reason reason) {
    assertThat(reason.meaning()).matches("(?s)[A-Z`].*\\.");
    assertThat(reason.action()).matches("(?s)|[a-z`].*\\.");
  }

  @ParameterizedTest
  @MethodSource("all")
  void aReasonIsFoundByItsName(Reason reason) {
    assertThat(Reason.of(reason.word())).isSameAs(reason);
    assertThat(reason.is(reason.word())).isTrue();
    assertThat(reason.is(reason.word().toLowerCase(Locale.ROOT))).isFalse();
    assertThat(reason.is(null)).isFalse();
  }

  @Test
  void everyReasonExistsOnce() {
    Set<String> words = new HashSet<>();

    assertThat(all()).allSatisfy(reason -> assertThat(words.add(reason.word())).isTrue());
  }

  @Test
  void aReasonOfKubernetesIsKept() {
    Reason reason = Reason.of("NodeAffinity");

    assertThat(reason.word()).isEqualTo("NodeAffinity");
    assertThat(reason).isEqualTo(Reason.of("NodeAffinity"));
    assertThat(reason.meaning()).isEqualTo("See the message.");
    assertThat(reason.action()).isEmpty();
  }

  @ParameterizedTest
  @NullAndEmptySource
  void aMissingReasonIsUnknown(String word) {
    assertThat(Reason.of(word).word()).isEqualTo("Unknown");
  }

  static List<Reason> all() {
    return Stream.<Reason[]>of(
            ReconcileReason.values(),
            WaitReason.values(),
            FailureReason.values(),
            ModelReason.values(),
            SourceReason.values(),
            ResultReason.values(),
            CanaryReason.values(),
            NormalReason.values())
        .flatMap(Stream::of)
        .toList();
  }
}
