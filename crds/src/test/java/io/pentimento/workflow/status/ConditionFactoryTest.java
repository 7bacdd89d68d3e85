// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.NormalReason;
import io.pentimento.reason.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionFactoryTest {
  private static final Instant BEFORE = Instant.parse("2026-11-24T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");

  @Test
  void aConditionWithTheSameStatusKeepsItsTransitionTime() {
    ConditionFactory next = after(first().isTrue("Ready", NormalReason.SERVING, "Two servers"));

    assertThat(next.isTrue("Ready", NormalReason.ADAPTED, "No servers").getLastTransitionTime())
        .isEqualTo(BEFORE.toString());
  }

  @Test
  void aConditionWithAnotherStatusGetsTheCurrentTime() {
    ConditionFactory next = after(first().isTrue("Ready", NormalReason.SERVING, "Two servers"));

    assertThat(next.isUnknown("Ready", NormalReason.WORKING, "…").getLastTransitionTime())
        .isEqualTo(NOW.toString());
  }

  @Test
  void aConditionOfANewTypeGetsTheCurrentTime() {
    ConditionFactory next = after(first().isTrue("Ready", NormalReason.SERVING, "Two servers"));

    assertThat(next.isTrue("Failed", FailureReason.INTERNAL, "…").getLastTransitionTime())
        .isEqualTo(NOW.toString());
  }

  @Test
  void everyConditionHasTheObservedGeneration() {
    assertThat(first().is(false, "Failed", NormalReason.NO_FAILURE, "…").getObservedGeneration())
        .isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "OOMKilled, OOMKilled",
    "Err: Image/Pull, ErrImagePull",
    "3rdTry, rdTry",
    "'', Unknown",
    "'!?', Unknown"
  })
  void aReasonConsistsOfLettersAndDigits(String given, String reason) {
    assertThat(first().isFalse("Failed", Reason.of(given), "…").getReason()).isEqualTo(reason);
  }

  @Test
  void aLongMessageIsCutWithinTheLimitOfTheSchema() {
    String message = first().isFalse("Failed", FailureReason.DATA, "x".repeat(40_000)).getMessage();

    assertThat(message).hasSizeLessThan(32_768).endsWith("…");
  }

  private static ConditionFactory first() {
    return new ConditionFactory(AdaptationJobStatus.empty(), 3L, BEFORE);
  }

  private static ConditionFactory after(Condition... conditions) {
    return new ConditionFactory(
        AdaptationJobStatus.empty().withConditions(List.of(conditions)), 4L, NOW);
  }
}
