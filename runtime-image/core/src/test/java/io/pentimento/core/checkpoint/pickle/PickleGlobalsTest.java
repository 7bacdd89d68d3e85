// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.pentimento.core.checkpoint.StoredType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The globals that a pickle may use, what each builds, and how all others are refused. */
class PickleGlobalsTest {

  @ParameterizedTest
  @CsvSource({
    "DoubleStorage, F64",
    "FloatStorage, F32",
    "HalfStorage, F16",
    "BFloat16Storage, BF16",
    "LongStorage, I64",
    "IntStorage, I32",
    "ShortStorage, I16",
    "CharStorage, I8",
    "ByteStorage, U8",
    "BoolStorage, BOOL"
  })
  void aStorageClassHasTheTypeOfItsElements(String name, StoredType type) throws IOException {
    assertThat(Unpickling.value(pickle().global("torch", name)))
        .isEqualTo(new PickleResolver.StorageClass(type));
  }

  @ParameterizedTest
  @ValueSource(strings = {"torch.storage", "torch"})
  void anUntypedStorageHasNoType(String module) throws IOException {
    assertThat(Unpickling.value(pickle().global(module, "UntypedStorage")))
        .isEqualTo(new PickleResolver.StorageClass(null));
  }

  @ParameterizedTest
  @CsvSource({
    "float64, F64",
    "float32, F32",
    "float16, F16",
    "bfloat16, BF16",
    "int64, I64",
    "int32, I32",
    "int16, I16",
    "int8, I8",
    "uint8, U8",
    "bool, BOOL"
  })
  void aTorchTypeIsAStoredType(String name, StoredType type) throws IOException {
    assertThat(Unpickling.value(pickle().global("torch", name))).isEqualTo(type);
  }

  /** Protocol 4 has module and name on the stack instead of in two lines. */
  @Test
  void aGlobalCanBeNamedByValuesOfTheStack() throws IOException {
    assertThat(Unpickling.value(pickle().text("torch").text("int8").raw(0x93)))
        .isEqualTo(StoredType.I8);
  }

  @Test
  void aGlobalThatIsNotNamedByTextIsRejected() {
    Unpickling.assertRejected(pickle().text("torch").op('N').raw(0x93))
        .hasMessage("a global of the pickle: item 1 has an unexpected type");
  }

  static Stream<Arguments> values() {
    return Stream.of(
        value("an ordered dictionary", "collections", "OrderedDict", p -> p.op(')'), Map.of()),
        value(
            "an ordered dictionary of pairs",
            "collections",
            "OrderedDict",
            p -> p.raw(']', '(').text("a").raw('K', 1, 0x86, 'e', 0x85),
            Map.of("a", 1L)),
        value("an empty counter", "collections", "Counter", p -> p.op(')'), Map.of()),
        value(
            "a counter",
            "collections",
            "Counter",
            p -> p.op('}').text("a").raw('K', 2, 's', 0x85),
            Map.of("a", 2L)),
        value("a device", "torch", "device", p -> p.text("cuda").raw('K', 1, 0x86), "cuda:1"),
        value("a device without index", "torch", "device", p -> p.text("cpu").raw(0x85), "cpu"),
        value("a set", "builtins", "set", p -> p.raw(']', 'K', 4, 'a', 0x85), List.of(4L)),
        value("an empty set", "__builtin__", "set", p -> p.op(')'), List.of()),
        value("an empty bytearray", "builtins", "bytearray", p -> p.op(')'), ""),
        value("a bytearray", "builtins", "bytearray", p -> p.raw('C', 1, 0xFE, 0x85), "\u00fe"),
        value(
            "a bytearray of Python 2",
            "__builtin__",
            "bytearray",
            p -> p.text("\u00fe").text("latin-1").raw(0x86),
            "\u00fe"),
        value(
            "bytes", "_codecs", "encode", p -> p.text("\u00e9").text("latin1").raw(0x86), "\u00e9"),
        value("a size", "torch", "Size", p -> p.raw(']', 'K', 3, 'a', 0x85), List.of(3L)),
        value(
            "a parameter",
            "torch._utils",
            "_rebuild_parameter",
            p -> p.raw('K', 8, 0x88, 0x86),
            8L),
        value(
            "a parameter with state",
            "torch._utils",
            "_rebuild_parameter_with_state",
            p -> p.raw('K', 8, 0x88, '}', 0x87),
            8L));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("values")
  void plainValuesAreBuilt(
      String name, String module, String global, UnaryOperator<PickleBytes> arguments, Object value)
      throws IOException {
    PickleBytes call = arguments.apply(pickle().global(module, global)).op('R');

    assertThat(Unpickling.value(call)).isEqualTo(value);
  }

  @Test
  void aComplexNumberIsAPair() throws IOException {
    PickleBytes call =
        pickle()
            .global("builtins", "complex")
            .raw('G', 0x3F, 0xF0, 0, 0, 0, 0, 0, 0)
            .raw('G', 0xBF, 0xE0, 0, 0, 0, 0, 0, 0)
            .raw(0x86, 'R');

    assertThat((Object[]) Unpickling.value(call)).containsExactly(1.0, -0.5);
  }

  @Test
  void textInAnotherEncodingThanLatin1IsRejected() {
    Unpickling.assertRejected(
            pickle().global("_codecs", "encode").text("a").text("utf-8").raw(0x86, 'R'))
        .hasMessage("the pickle encodes text as something other than Latin-1");
  }

  @Test
  void anOrderedDictionaryRejectsUnsupportedKeysAndMissingValues() {
    PickleBytes keyOfNone = pickle().global("collections", "OrderedDict").raw(']', 'N', 'N', 0x86);
    Unpickling.assertRejected(keyOfNone.raw('a', 0x85, 'R'))
        .hasMessage("the pickle has a dictionary with an unsupported key");
    PickleBytes noValue = pickle().global("collections", "OrderedDict").raw(']', 'K', 1, 0x85);
    Unpickling.assertRejected(noValue.raw('a', 0x85, 'R'))
        .hasMessage("a call of the pickle: item 1 is missing");
  }

  @Test
  void aTypeCannotBeCalled() {
    Unpickling.assertRejected(pickle().global("numpy", "ndarray").raw(')', 'R'))
        .hasMessage("the pickle calls a type, which is not allowed");
  }

  static Stream<Arguments> noFunctions() {
    return Stream.of(
        arguments("text", pickle().text("f").raw(')', 'R')),
        arguments("None", pickle().raw('N', ')', 'R')),
        arguments("a type", pickle().global("torch", "float32").raw(')', 'R')),
        arguments("a storage class", pickle().global("torch", "FloatStorage").raw(')', 'R')));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("noFunctions")
  void otherValuesCannotBeCalled(String name, PickleBytes pickle) {
    Unpickling.assertRejected(pickle)
        .hasMessage("the pickle calls something that is not a function");
  }

  @Test
  void theArgumentsOfACallAreATuple() {
    Unpickling.assertRejected(pickle().global("torch", "Size").raw('N', 'R'))
        .hasMessage("a call of the pickle: expected a tuple");
  }

  @ParameterizedTest
  @CsvSource({
    "torch, complex64",
    "torch, ComplexFloatStorage",
    "torch, nn",
    "torch.storage, FloatStorage",
    "collections, defaultdict",
    "builtins, eval",
    "'', ''"
  })
  void otherGlobalsAreRefusedByTheirFullName(String module, String name) {
    Unpickling.assertRejected(pickle().global(module, name))
        .hasMessage(
            "the checkpoint refers to '%s.%s', which is not allowed in weights; nothing was"
                + " executed. Save only the weights: torch.save(model.state_dict(), FILE)",
            module, name);
  }

  @Test
  void aLongNameIsCutInTheMessage() {
    Unpickling.assertRejected(pickle().global("m".repeat(150), "n".repeat(150)))
        .hasMessageContaining("'" + "m".repeat(150) + "." + "n".repeat(49) + "'");
  }

  @Test
  void namesHaveAtMost256Characters() {
    Unpickling.assertRejected(pickle().global("m".repeat(256), "n")).hasMessageContaining("refers");
    Unpickling.assertRejected(pickle().global("m".repeat(257), "n"))
        .hasMessage("the pickle has a name that is too long: it is damaged");
  }

  /** A recalled list is converted at each call, so that a small pickle could fill the memory. */
  @Test
  void dictionariesFromOneListAreLimited() {
    PickleBytes pickle = pickle().raw(']', 'q', 0, '(');
    for (int i = 0; i < 1001; i++) {
      pickle.raw('K', 1, 'N', 0x86);
    }
    pickle.op('e').global("collections", "OrderedDict").raw('q', 1);
    for (int i = 0; i < 1000; i++) {
      pickle.raw('h', 1, 'h', 0, 0x85, 'R', '0');
    }

    Unpickling.assertRejected(pickle).hasMessage("the pickle has too many dictionaries");
  }

  @Test
  void countersOfOneDictionaryAreLimited() {
    PickleBytes pickle = pickle().raw('}', 'q', 0, '(');
    for (int i = 0; i < 1001; i++) {
      pickle.integer(i).op('N');
    }
    pickle.op('u').global("collections", "Counter").raw('q', 1);
    for (int i = 0; i < 1000; i++) {
      pickle.raw('h', 1, 'h', 0, 0x85, 'R', '0');
    }

    Unpickling.assertRejected(pickle).hasMessage("the pickle has too many dictionaries");
  }

  private static Arguments value(
      String name,
      String module,
      String global,
      UnaryOperator<PickleBytes> callArguments,
      Object value) {
    return arguments(name, module, global, callArguments, value);
  }

  private static PickleBytes pickle() {
    return PickleBytes.protocol2();
  }
}
