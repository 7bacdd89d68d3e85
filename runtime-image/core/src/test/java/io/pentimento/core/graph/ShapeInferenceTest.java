// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shapes of results; N is the open batch size. */
class ShapeInferenceTest {
  private static final long N = BatchDimension.BATCH;

  @ParameterizedTest
  @CsvSource({
    "'2 3', '2 3', '2 3'",
    "'2 3', '3', '2 3'",
    "'2 1', '1 3', '2 3'",
    "'', '2 3', '2 3'",
    "'5 1 4', '3 1', '5 3 4'",
    "'N 3 8', '3 1', 'N 3 8'",
    "'1', 'N 4', 'N 4'"
  })
  void shapesAreBroadcastFromTheLastAxis(String a, String b, String result) {
    assertThat(ShapeInference.broadcast(shape(a), shape(b))).containsExactly(shape(result));
    assertThat(ShapeInference.broadcast(shape(b), shape(a))).containsExactly(shape(result));
  }

  @Test
  void unequalAxesAreNotBroadcast() {
    assertRejected(
        () -> ShapeInference.broadcast(shape("2 3"), shape("2 4")),
        "cannot broadcast [2, 3] and [2, 4]");
  }

  @ParameterizedTest
  @CsvSource({
    "'2 3', '3 4', '2 4'",
    "'N 2 3', '3 4', 'N 2 4'",
    "'5 1 2 3', '6 3 4', '5 6 2 4'",
    "'1 0', '0 7', '1 7'"
  })
  void matricesAreMultipliedInBatches(String a, String b, String result) {
    assertThat(ShapeInference.matmul(shape(a), shape(b))).containsExactly(shape(result));
  }

  @ParameterizedTest
  @CsvSource({"'2 3', '4 3'", "'3', '3 4'", "'2 3', '3'"})
  void matricesThatDoNotFitAreNotMultiplied(String a, String b) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ShapeInference.matmul(shape(a), shape(b)))
        .withMessageStartingWith("cannot multiply [");
  }

  @Test
  void aLinearLayerReplacesTheLastAxis() {
    assertThat(ShapeInference.linear(shape("N 7 3"), shape("5 3"))).containsExactly(N, 7, 5);
    assertRejected(
        () -> ShapeInference.linear(shape("N 4"), shape("5 3")),
        "cannot apply a linear layer to [" + N + ", 4] and [5, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ShapeInference.linear(shape("2 3"), shape("5 3 1")));
  }

  /** ⌊(length + 2·padding − kernel) / stride⌋ + 1. */
  @ParameterizedTest
  @CsvSource({
    "8, 3, 1, 1, 8",
    "8, 3, 2, 1, 4",
    "7, 3, 2, 1, 4",
    "8, 3, 1, 0, 6",
    "4, 4, 4, 0, 1",
    "1, 3, 1, 1, 1"
  })
  void aConvolutionHasOneOutputPerWindow(int length, int kernel, int stride, int padding, int out) {
    long[] x = {N, 6, length, 10};
    long[] weight = {12, 6, kernel, 1};

    assertThat(ShapeInference.conv(x, weight, stride, padding, 1))
        .containsExactly(N, 12, out, (10 + 2L * padding - 1) / stride + 1);
  }

  @Test
  void groupsDivideTheChannels() {
    assertThat(ShapeInference.conv(shape("1 6 4 4"), shape("8 3 1 1"), 1, 0, 2))
        .containsExactly(1, 8, 4, 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ShapeInference.conv(shape("1 6 4 4"), shape("8 6 1 1"), 1, 0, 2))
        .withMessageStartingWith("cannot convolve");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ShapeInference.conv(shape("6 4 4"), shape("8 6 1 1"), 1, 0, 1));
  }

  /** Java's division rounds towards zero, which would give one window. */
  @Test
  void aWindowLargerThanTheImageIsRejected() {
    assertRejected(
        () -> ShapeInference.conv(shape("1 3 2 8"), shape("4 3 3 3"), 2, 0, 1),
        "a window of 3 does not fit into 2 pixels; the image is too small");
    assertRejected(
        () -> ShapeInference.pool(shape("1 3 8 1"), 2, 2),
        "a window of 2 does not fit into 1 pixels; the image is too small");
  }

  @Test
  void poolingKeepsBatchAndChannels() {
    assertThat(ShapeInference.pool(shape("N 3 9 8"), 2, 2)).containsExactly(N, 3, 4, 4);
    assertThat(ShapeInference.pool(shape("N 3 9 8"), 3, 1)).containsExactly(N, 3, 7, 6);
  }

  @ParameterizedTest
  @CsvSource({
    "'2 6', '3 4', '3 4'",
    "'2 6', '-1 4', '3 4'",
    "'2 6', '-1', '12'",
    "'N 6', '-1 2', '3N 2'",
    "'N 4 4', 'N 16', 'N 16'"
  })
  void aReshapeKeepsTheNumberOfElements(String from, String to, String result) {
    assertThat(ShapeInference.reshape(shape(from), shape(to))).containsExactly(shape(result));
  }

  @ParameterizedTest
  @CsvSource({"'2 6', '5 2'", "'2 6', '-1 5'", "'2 6', '-1 -1'"})
  void aReshapeToAnotherNumberIsRejected(String from, String to) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ShapeInference.reshape(shape(from), shape(to)))
        .withMessageStartingWith("cannot reshape [2, 6] and ");
  }

  @Test
  void permutingMovesAxes() {
    assertThat(ShapeInference.permute(shape("N 3 8"), new int[] {2, 0, 1}))
        .containsExactly(8, N, 3);
    assertRejected(
        () -> ShapeInference.permute(shape("2 3"), new int[] {0}), "cannot permute [2, 3] by [0]");
  }

  @Test
  void joiningAddsAlongOneAxis() {
    assertThat(ShapeInference.concat(1, List.of(shape("N 3 8"), shape("N 5 8"))))
        .containsExactly(N, 8, 8);
    assertThat(ShapeInference.concat(0, List.of(shape("4")))).containsExactly(4);
    assertRejected(
        () -> ShapeInference.concat(1, List.of(shape("2 3 8"), shape("2 5 7"))),
        "cannot join along axis 1: [2, 3, 8] and [2, 5, 7]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ShapeInference.concat(0, List.of(shape("2 3"), shape("2"))));
  }

  @Test
  void reducedAxesDisappearOrBecomeOne() {
    assertThat(ShapeInference.reduce(shape("N 3 8"), false, new int[] {1})).containsExactly(N, 8);
    assertThat(ShapeInference.reduce(shape("N 3 8"), true, new int[] {1, -1}))
        .containsExactly(N, 1, 1);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "2, 2", "-1, 2", "-3, 0"})
  void negativeAxesCountFromTheEnd(int axis, int expected) {
    assertThat(ShapeInference.axis(axis, 3)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, -4, 99})
  void otherAxesDoNotExist(int axis) {
    assertRejected(
        () -> ShapeInference.axis(axis, 3),
        "axis " + axis + " does not exist in a tensor of 3 axes");
  }

  @Test
  void oneDimensionCanBeReplaced() {
    long[] shape = shape("2 3");

    assertThat(ShapeInference.with(shape, -1, 9)).containsExactly(2, 9);
    assertThat(shape).containsExactly(2, 3);
  }

  @ParameterizedTest
  @CsvSource({"1000003, true, N", "8000024, true, 8N", "1000002, false, ''", "0, false, ''"})
  void multiplesOfTheBatchAreOpen(long dimension, boolean open, String label) {
    assertThat(BatchDimension.isOpen(dimension)).isEqualTo(open);
    if (open) {
      assertThat(BatchDimension.label(dimension)).isEqualTo(label);
    }
  }

  private static void assertRejected(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }

  /** "3N 2" is three times the batch size, and 2. */
  private static long[] shape(String text) {
    return text.isEmpty()
        ? new long[0]
        : Arrays.stream(text.split(" ")).mapToLong(ShapeInferenceTest::dimension).toArray();
  }

  private static long dimension(String text) {
    if (!text.endsWith("N")) {
      return Long.parseLong(text);
    }
    String times = text.substring(0, text.length() - 1);
    return N * (times.isEmpty() ? 1 : Long.parseLong(times));
  }
}
