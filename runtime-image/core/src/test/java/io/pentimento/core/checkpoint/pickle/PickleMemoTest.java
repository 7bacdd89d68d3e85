// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The memo, and the opcodes that rearrange the stack. */
class PickleMemoTest {

  static Stream<Arguments> storedAndRecalled() {
    return Stream.of(
        arguments("short index", pickle().raw('K', 7, 'q', 200, '0', 'h', 200)),
        arguments("long index", pickle().raw('K', 7, 'r', 1, 2, 0, 0, '0', 'j', 1, 2, 0, 0)),
        arguments("short, then long", pickle().raw('K', 7, 'q', 5, '0', 'j', 5, 0, 0, 0)),
        arguments("next free index", pickle().raw('K', 7, 0x94, '0', 'h', 0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("storedAndRecalled")
  void aStoredValueCanBeRecalled(String name, PickleBytes pickle) throws IOException {
    assertThat(Unpickling.value(pickle)).isEqualTo(7L);
  }

  @Test
  void storingLeavesTheValueOnTheStack() throws IOException {
    assertThat(Unpickling.value(pickle().raw('K', 7, 'q', 0))).isEqualTo(7L);
    assertThat(Unpickling.value(pickle().raw('K', 7, 0x94))).isEqualTo(7L);
  }

  @Test
  void memoizeUsesConsecutiveIndices() throws IOException {
    PickleBytes pickle = pickle().raw('K', 5, 0x94, 'K', 6, 0x94, 'K', 7, 0x94, 'h', 1);

    assertThat(Unpickling.value(pickle)).isEqualTo(6L);
  }

  @Test
  void aRecalledListIsTheSameList() throws IOException {
    Object[] pair =
        (Object[]) Unpickling.value(pickle().raw(']', 'q', 0, 'h', 0, 'K', 3, 'a', 0x86));

    assertThat(pair[0]).isSameAs(pair[1]).isEqualTo(List.of(3L));
  }

  @Test
  void noneCanBeStored() throws IOException {
    assertThat(Unpickling.value(pickle().raw('N', 'q', 0, 'K', 1, 'h', 0))).isNull();
  }

  @Test
  void aMissingEntryIsRejected() {
    Unpickling.assertRejected(pickle().raw('K', 1, 'q', 0, 'h', 1))
        .hasMessage("the pickle refers to a memo entry that does not exist");
    Unpickling.assertRejected(pickle().raw('j', 0, 0, 0, 1))
        .hasMessage("the pickle refers to a memo entry that does not exist");
  }

  @Test
  void theTopCanBeDuplicatedAndRemoved() throws IOException {
    assertThat((Object[]) Unpickling.value(pickle().raw('K', 1, '2', 0x86)))
        .containsExactly(1L, 1L);
    assertThat(Unpickling.value(pickle().raw('K', 1, 'K', 2, '0'))).isEqualTo(1L);
  }

  @Test
  void valuesDownToAMarkCanBeRemoved() throws IOException {
    assertThat(Unpickling.value(pickle().raw('K', 1, '(', 'K', 2, 'K', 3, '1'))).isEqualTo(1L);
  }

  @Test
  void marksNest() throws IOException {
    Object[] outer =
        (Object[]) Unpickling.value(pickle().raw('(', 'K', 1, '(', 'K', 2, 't', 'K', 3, 't'));

    assertThat(outer).hasSize(3);
    assertThat(outer[0]).isEqualTo(1L);
    assertThat((Object[]) outer[1]).containsExactly(2L);
    assertThat(outer[2]).isEqualTo(3L);
  }

  static Stream<Arguments> missingValues() {
    return Stream.of(
        arguments("stop on an empty stack", pickle()),
        arguments("stop on a mark", pickle().op('(')),
        arguments("remove from an empty stack", pickle().op('0')),
        arguments("duplicate on an empty stack", pickle().op('2')),
        arguments("store on an empty stack", pickle().raw('q', 0)),
        arguments("a pair of one value", pickle().raw('N', 0x86)),
        arguments("a tuple across a mark", pickle().raw('N', '(', 0x85)),
        arguments("append nothing", pickle().raw(']', '(', 'a')),
        arguments("call nothing", pickle().op('R')),
        arguments("a persistent id that is missing", pickle().op('Q')));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("missingValues")
  void readingAMissingValueIsRejected(String name, PickleBytes pickle) {
    Unpickling.assertRejected(pickle).hasMessage("the pickle reads a missing value: it is damaged");
  }

  static Stream<Arguments> missingMarks() {
    return Stream.of(
        arguments("tuple", pickle().op('t')),
        arguments("list", pickle().op('l')),
        arguments("dictionary", pickle().op('d')),
        arguments("frozenset", pickle().raw(0x91)),
        arguments("extend", pickle().op(']').op('e')),
        arguments("update", pickle().op('}').op('u')),
        arguments("remove to the mark", pickle().op('1')),
        arguments("a mark that was used", pickle().raw('(', 't', 't')));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("missingMarks")
  void aMissingMarkIsRejected(String name, PickleBytes pickle) {
    Unpickling.assertRejected(pickle).hasMessage("the pickle lacks a mark: it is damaged");
  }

  private static PickleBytes pickle() {
    return PickleBytes.protocol2();
  }
}
