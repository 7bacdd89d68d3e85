// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every opcode that builds tuples, lists, sets and dictionaries. */
class PickleContainersTest {

  static Stream<Arguments> tuples() {
    return Stream.of(
        arguments("empty", pickle().op(')'), List.of()),
        arguments("of one", ints(7).raw(0x85), List.of(7L)),
        arguments("of two", ints(7, 8).raw(0x86), List.of(7L, 8L)),
        arguments("of three", ints(7, 8, 9).raw(0x87), List.of(7L, 8L, 9L)),
        arguments("to the mark", pickle().tuple(1, 2, 3, 4), List.of(1L, 2L, 3L, 4L)),
        arguments("to the mark, empty", pickle().op('(').op('t'), List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tuples")
  void tuplesKeepTheOrderOfTheirItems(String name, PickleBytes pickle, List<Object> expected)
      throws IOException {
    assertThat((Object[]) Unpickling.value(pickle)).containsExactlyElementsOf(expected);
  }

  static Stream<Arguments> lists() {
    return Stream.of(
        arguments("empty", pickle().op(']'), List.of()),
        arguments("to the mark", marked(1, 2).op('l'), List.of(1L, 2L)),
        arguments("one appended", pickle().op(']').raw('K', 5).op('a'), List.of(5L)),
        arguments("several appended", appended(']', 'e', 5, 6), List.of(5L, 6L)),
        arguments("none appended", appended(']', 'e'), List.of()),
        arguments("empty set", pickle().raw(0x8F), List.of()),
        arguments("set", appended(0x8F, 0x90, 5, 6), List.of(5L, 6L)),
        arguments("frozenset", marked(3, 4).raw(0x91), List.of(3L, 4L)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lists")
  void listsAndSetsKeepTheOrderOfTheirItems(String name, PickleBytes pickle, List<Object> expected)
      throws IOException {
    assertThat(Unpickling.value(pickle)).isEqualTo(expected);
  }

  @Test
  void aListFromTheMarkCanBeExtended() throws IOException {
    assertThat(Unpickling.value(marked(1).op('l').raw('K', 2).op('a'))).isEqualTo(List.of(1L, 2L));
  }

  static Stream<Arguments> dictionaries() {
    return Stream.of(
        arguments("empty", pickle().op('}'), 0),
        arguments("one item", item(pickle().op('}'), "a", 1).op('s'), 1),
        arguments("several items", item(item(pickle().op('}').op('('), "a", 1), "b", 2).op('u'), 2),
        arguments("no items", pickle().op('}').op('(').op('u'), 0),
        arguments("to the mark", item(item(pickle().op('('), "a", 1), "b", 2).op('d'), 2),
        arguments("to the mark, empty", pickle().op('(').op('d'), 0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dictionaries")
  void dictionariesKeepTheOrderOfTheirItems(String name, PickleBytes pickle, int items)
      throws IOException {
    Map<?, ?> read = (Map<?, ?>) Unpickling.value(pickle);

    assertThat(List.copyOf(read.keySet())).isEqualTo(List.of("a", "b").subList(0, items));
    assertThat(List.copyOf(read.values())).isEqualTo(List.of(1L, 2L).subList(0, items));
  }

  @Test
  void aLaterValueReplacesAnEarlierOneOfTheSameKey() throws IOException {
    PickleBytes pickle = item(item(pickle().op('}').op('('), "a", 1), "a", 2).op('u');

    assertThat(Unpickling.value(pickle)).isEqualTo(Map.of("a", 2L));
  }

  static Stream<Arguments> keys() {
    return Stream.of(
        arguments("text", pickle().op('}').text("k"), "k"),
        arguments("an integer", pickle().op('}').raw('K', 3), 3L),
        arguments("a float", pickle().op('}').raw('G', 0x3F, 0xF0, 0, 0, 0, 0, 0, 0), 1.0),
        arguments("a boolean", pickle().op('}').raw(0x88), true));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("keys")
  void stringsNumbersAndBooleansAreKeys(String name, PickleBytes pickle, Object key)
      throws IOException {
    assertThat(((Map<?, ?>) Unpickling.value(pickle.op('N').op('s'))).keySet().iterator().next())
        .isEqualTo(key);
  }

  static Stream<Arguments> unsupportedKeys() {
    return Stream.of(
        arguments("None", pickle().op('}').op('N')),
        arguments("a tuple", pickle().op('}').op(')')),
        arguments("a list", pickle().op('}').op(']')),
        arguments("a dictionary", pickle().op('}').op('}')),
        arguments("a function", pickle().op('}').global("collections", "OrderedDict")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unsupportedKeys")
  void otherKeysAreRejected(String name, PickleBytes pickle) {
    Unpickling.assertRejected(pickle.op('N').op('s'))
        .hasMessage("the pickle has a dictionary with an unsupported key");
  }

  static Stream<Arguments> additionsToOtherValues() {
    String noList = "the pickle appends to something that is not a list";
    String noDictionary = "the pickle adds to something that is not a dictionary";
    return Stream.of(
        arguments("append to a tuple", pickle().op(')').op('N').op('a'), noList),
        arguments("extend a dictionary", pickle().op('}').op('(').op('N').op('e'), noList),
        arguments("add to a set that is text", pickle().text("x").op('(').raw(0x90), noList),
        arguments(
            "set an item of a list", pickle().op(']').text("k").op('N').op('s'), noDictionary),
        arguments("update text", pickle().text("x").op('(').op('u'), noDictionary),
        arguments("a key without value", pickle().op('}').op('(').text("k").op('u'), noDictionary),
        arguments("a dictionary of one key", pickle().op('(').text("k").op('d'), noDictionary));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("additionsToOtherValues")
  void itemsCanOnlyBeAddedToContainers(String name, PickleBytes pickle, String message) {
    Unpickling.assertRejected(pickle).hasMessage(message);
  }

  private static PickleBytes pickle() {
    return PickleBytes.protocol2();
  }

  private static PickleBytes ints(int... values) {
    PickleBytes pickle = pickle();
    for (int value : values) {
      pickle.raw('K', value);
    }
    return pickle;
  }

  private static PickleBytes marked(int... values) {
    PickleBytes pickle = pickle().op('(');
    for (int value : values) {
      pickle.raw('K', value);
    }
    return pickle;
  }

  private static PickleBytes appended(int container, int append, int... values) {
    PickleBytes pickle = pickle().raw(container).op('(');
    for (int value : values) {
      pickle.raw('K', value);
    }
    return pickle.raw(append);
  }

  private static PickleBytes item(PickleBytes pickle, String key, int value) {
    return pickle.text(key).raw('K', value);
  }
}
