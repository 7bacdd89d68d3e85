// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.checkpoint.CheckpointException;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PickleArgumentsTest {
  private final Arguments arguments =
      Arguments.of("the call", new Object[] {5L, "text", List.of(2L, 3L)});

  @Test
  void itemsHaveAnIndexAndAType() {
    assertThat(arguments.size()).isEqualTo(3);
    assertThat(arguments.integer(0)).isEqualTo(5);
    assertThat(arguments.get(1, String.class)).isEqualTo("text");
    assertThat(arguments.tuple(2).integers()).containsExactly(2, 3);
  }

  @Test
  void aTupleAndAListAreTheSame() {
    assertThat(Arguments.of("a", List.of(1L)).integers()).containsExactly(1);
    assertThat(Arguments.of("a", new Object[] {1L}).integers()).containsExactly(1);
  }

  @Test
  void everyMessageNamesTheValue() {
    assertRejected(() -> Arguments.of("the shape", 3L), "the shape: expected a tuple");
    assertRejected(() -> Arguments.of("the shape", null), "the shape: expected a tuple");
    assertRejected(() -> arguments.get(3), "the call: item 3 is missing");
    assertRejected(() -> arguments.integer(1), "the call: item 1 has an unexpected type");
    assertRejected(() -> arguments.tuple(0), "the call: expected a tuple");
  }

  @Test
  void noneHasNoType() {
    Arguments none = Arguments.of("the call", new Object[] {null});

    assertThat(none.get(0)).isNull();
    assertRejected(() -> none.get(0, String.class), "the call: item 0 has an unexpected type");
  }

  @Test
  void shapesHaveUpTo64Axes() {
    assertThat(Arguments.of("s", Collections.nCopies(64, 1L)).integers()).hasSize(64);
    assertRejected(
        () -> Arguments.of("s", Collections.nCopies(65, 1L)).integers(),
        "s: invalid shape with 65 axes");
  }

  private static void assertRejected(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(CheckpointException.class).hasMessage(message);
  }
}
