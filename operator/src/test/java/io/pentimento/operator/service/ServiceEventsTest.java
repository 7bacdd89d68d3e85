// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import org.junit.jupiter.api.Test;

/** The note of an event names the reason of its condition once. */
class ServiceEventsTest {

  @Test
  void theNoteOfARejectionBeginsWithTheReasonOfTheCondition() {
    assertThat(note("SignatureMissing", "no key signed the model", "ModelRejected"))
        .isEqualTo("SignatureMissing: no key signed the model");
  }

  @Test
  void aMessageThatBeginsWithTheReasonIsNotPrefixedAgain() {
    assertThat(note("SignatureMissing", "SignatureMissing: no key signed it", "ModelRejected"))
        .isEqualTo("SignatureMissing: no key signed it");
  }

  @Test
  void theReasonOfTheEventIsNotRepeatedInTheNote() {
    assertThat(note("NoServerReady", "None of 2 servers is ready", "NoServerReady"))
        .isEqualTo("None of 2 servers is ready");
  }

  private static String note(String reason, String message, String eventReason) {
    Condition condition = new ConditionBuilder().withReason(reason).withMessage(message).build();
    return ServiceEvents.note(condition, eventReason);
  }
}
