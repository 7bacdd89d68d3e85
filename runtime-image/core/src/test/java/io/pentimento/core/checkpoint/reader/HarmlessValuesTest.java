// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.pickle.PickleBytes;
import io.pentimento.core.checkpoint.torch.TorchFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Plain values that training scripts save with weights. */
class HarmlessValuesTest {
  @TempDir Path folder;

  static Stream<Arguments> values() {
    return Stream.of(
        value(
            "a Counter",
            p ->
                p.global("collections", "Counter")
                    .op('}')
                    .integer(7)
                    .integer(2)
                    .op('s')
                    .raw(0x85)
                    .op('R')),
        value("an empty Counter", p -> p.global("collections", "Counter").op(')').op('R')),
        value(
            "a device", p -> p.global("torch", "device").text("cuda").integer(0).raw(0x86).op('R')),
        value("a device without index", p -> call(p.global("torch", "device").text("cpu"))),
        value(
            "a set, protocol 2",
            p -> call(p.global("__builtin__", "set").op(']').integer(1).op('a'))),
        value("a set, protocol 4", p -> p.raw(0x8F).op('(').integer(1).integer(2).raw(0x90)),
        value("a frozenset, protocol 4", p -> p.op('(').integer(1).raw(0x91)),
        value(
            "a bytearray, protocol 2",
            p ->
                p.global("__builtin__", "bytearray")
                    .text("\u00ff")
                    .text("latin-1")
                    .raw(0x86)
                    .op('R')),
        value(
            "a bytearray, protocol 3", p -> call(p.global("builtins", "bytearray").raw('C', 1, 9))),
        value("a bytearray, protocol 5", p -> p.raw(0x96, 2, 0, 0, 0, 0, 0, 0, 0, 8, 9)),
        value(
            "a complex number",
            p ->
                p.global("builtins", "complex")
                    .raw('G', 0x3F, 0xF0, 0, 0, 0, 0, 0, 0)
                    .raw('G', 0, 0, 0, 0, 0, 0, 0, 0)
                    .raw(0x86)
                    .op('R')));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("values")
  void harmlessValuesBesideWeightsAreIgnored(String name, UnaryOperator<PickleBytes> value)
      throws IOException {
    PickleBytes pickle = PickleBytes.protocol2().op('}').op('(').text("beside");
    value.apply(pickle).text("w").vector("0", 2).op('u');

    assertThat(load(pickle.stop()).get("w").data()).containsExactly(1, 2);
  }

  @Test
  void otherGlobalsAreRejectedWithAdviceToSaveOnlyTheWeights() {
    byte[] pickle =
        PickleBytes.protocol2()
            .op('}')
            .text("log")
            .global("collections", "defaultdict")
            .global("builtins", "list")
            .raw(0x85)
            .op('R')
            .op('s')
            .stop();

    assertThatThrownBy(() -> load(pickle))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("collections.defaultdict")
        .hasMessageContaining("nothing was executed")
        .hasMessageContaining("torch.save(model.state_dict(), FILE)");
  }

  @Test
  void wrongArgumentsAreRejected() {
    for (String[] global :
        new String[][] {
          {"collections", "Counter"},
          {"torch", "device"},
          {"builtins", "set"},
          {"builtins", "bytearray"},
          {"builtins", "complex"}
        }) {
      byte[] pickle =
          PickleBytes.protocol2().global(global[0], global[1]).op('N').raw(0x85).op('R').stop();
      assertThatThrownBy(() -> load(pickle))
          .as(global[1])
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("has an unexpected type");
    }
  }

  private static PickleBytes call(PickleBytes functionAndArgument) {
    return functionAndArgument.raw(0x85).op('R');
  }

  private static Arguments value(String name, UnaryOperator<PickleBytes> value) {
    return Arguments.of(name, value);
  }

  private StateDict load(byte[] pickle) throws IOException {
    return Checkpoints.load(
        TorchFiles.zip(folder.resolve("w.pth"), pickle, Map.of("0", TorchFiles.floats(1, 2))));
  }
}
