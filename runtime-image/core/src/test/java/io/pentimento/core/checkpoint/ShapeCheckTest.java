// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tensors of a checkpoint beside those of a network. */
class ShapeCheckTest {
  private final Map<String, long[]> expected = new LinkedHashMap<>();

  ShapeCheckTest() {
    expected.put("conv.weight", new long[] {4, 3});
    expected.put("conv.bias", new long[] {4});
    expected.put("attn_mask", new long[] {9});
  }

  @Test
  void exactlyTheExpectedTensorsAreAccepted() {
    StateDict weights =
        StateDict.of(Map.of("conv.weight", Tensor.zeros(4, 3), "conv.bias", Tensor.zeros(4)));

    assertThatCode(() -> ShapeCheck.require(weights, expected)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "layers.0.attn_mask, true",
    "layers.0.relative_position_index, true",
    "relative_position_bias_table, false",
    "attn_mask.weight, false"
  })
  void buffersThatFollowFromTheWindowSizeAreComputed(String name, boolean computed) {
    assertThat(ShapeCheck.isComputedBuffer(name)).isEqualTo(computed);
  }

  @Test
  void computedBuffersMayHaveAnotherShapeOrBeUnknown() {
    StateDict weights =
        StateDict.of(
            Map.of(
                "conv.weight", Tensor.zeros(4, 3),
                "conv.bias", Tensor.zeros(4),
                "attn_mask", Tensor.zeros(1),
                "old.relative_position_index", Tensor.zeros(1)));

    assertThatCode(() -> ShapeCheck.require(weights, expected)).doesNotThrowAnyException();
  }

  @Test
  void aShapeThatOnlyHasTheSameSizeIsRejected() {
    StateDict weights =
        StateDict.of(Map.of("conv.weight", Tensor.zeros(3, 4), "conv.bias", Tensor.zeros(4)));

    assertThatThrownBy(() -> ShapeCheck.require(weights, expected))
        .isInstanceOf(CheckpointMismatch.class)
        .hasMessage(
            "the checkpoint does not fit the network: 1 of another shape (conv.weight is [3, 4],"
                + " expected [4, 3]). Check that architecture and options are those of this"
                + " checkpoint");
  }

  @Test
  void missingAndUnexpectedTensorsAreListedTogether() {
    StateDict weights = StateDict.of(Map.of("head", Tensor.zeros(1)));

    assertThatThrownBy(() -> ShapeCheck.require(weights, expected))
        .isInstanceOf(CheckpointMismatch.class)
        .hasMessageContaining("2 missing (conv.weight, conv.bias); 1 unexpected (head).");
  }

  @Test
  void atMostEightNamesOfAKindAreListed() {
    List<String> nine = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i");

    assertThat(new CheckpointMismatch(nine.subList(0, 8), List.of(), List.of()))
        .hasMessageContaining("8 missing (a, b, c, d, e, f, g, h).");
    assertThat(new CheckpointMismatch(List.of(), nine, List.of()))
        .hasMessageContaining("9 unexpected (a, b, c, d, e, f, g, h and 1 more).");
  }

  @Test
  void theNameOfTheFileIsAddedAndTheListsAreKept() {
    CheckpointMismatch lists = new CheckpointMismatch(List.of("a"), List.of("b"), List.of("c"));

    CheckpointMismatch named = CheckpointMismatch.in(Path.of("w.pth"), lists);

    assertThat(named).hasMessage("w.pth: " + lists.getMessage()).hasCause(lists);
    assertThat(named.missing()).containsExactly("a");
    assertThat(named.unexpected()).containsExactly("b");
    assertThat(named.wrongShapes()).containsExactly("c");
  }

  @Test
  void anotherComplaintHasNoLists() {
    IllegalArgumentException complaint = new IllegalArgumentException("depths are unknown");
    CheckpointMismatch named = CheckpointMismatch.in(Path.of("w.pth"), complaint);

    assertThat(named).hasMessage("w.pth: depths are unknown").hasCause(complaint);
    assertThat(named.missing()).isEmpty();
    assertThat(named.unexpected()).isEmpty();
    assertThat(named.wrongShapes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'', 1", "'5', 5", "'2 3', 6", "'4 0 9', 0", "'2147483638', 2147483638"})
  void theNumberOfElementsIsTheProductOfTheAxes(String shape, long elements) {
    assertThat(Shapes.elements("w", longs(shape))).isEqualTo(elements);
  }

  @ParameterizedTest
  @CsvSource({
    "'2147483639'",
    "'65536 65536'",
    "'4294967296 4294967296'",
    "'9223372036854775807 9223372036854775807'"
  })
  void moreElementsThanAnArrayHoldsAreRejected(String shape) {
    assertThatThrownBy(() -> Shapes.elements("w", longs(shape)))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("tensor 'w' has too many elements: at most 2^31 - 9 are supported");
  }

  @Test
  void aNegativeAxisIsRejected() {
    assertThatThrownBy(() -> Shapes.elements("w", new long[] {3, -1}))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("tensor 'w' has a negative axis");
  }

  private static long[] longs(String text) {
    return text.isEmpty()
        ? new long[0]
        : Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
  }
}
