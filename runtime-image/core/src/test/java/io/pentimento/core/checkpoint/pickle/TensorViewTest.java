// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.StoredType;
import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Strided views of a storage. */
class TensorViewTest {
  private static final TorchStorage STORAGE = new TorchStorage("7", 48);

  /** A view over 12 float32 elements of a storage with 12: offset, shape, stride. */
  @ParameterizedTest
  @CsvSource({
    "0, '12', '1'",
    "11, '1', '1'",
    "2, '2 5', '5 1'",
    "0, '3 4', '1 3'",
    "1, '6', '2'",
    "12, '0', '1'",
    "12, '0 9', '9 1'",
    "11, '', ''",
    "11, '1', '1000'",
    "11, '1 1', '7 9'",
    "0, '12 5', '1 0'"
  })
  void aViewWithinItsStorageIsAccepted(long offset, String shape, String stride) {
    TensorView view = view(offset, longs(shape), longs(stride));

    assertThat(offset + view.span()).isLessThanOrEqualTo(12);
  }

  @ParameterizedTest
  @CsvSource({
    "1, '12', '1'",
    "12, '1', '1'",
    "12, '', ''",
    "13, '0', '1'",
    "0, '13', '1'",
    "0, '3 4', '1 4'",
    "2, '6', '2'",
    "9223372036854775807, '1', '1'",
    "9223372036854775807, '', ''",
    "0, '2', '9223372036854775807'",
    "0, '3 3', '4611686018427387904 4611686018427387904'",
    "2305843009213693952, '1', '1'"
  })
  void aViewBeyondItsStorageIsRejected(long offset, String shape, String stride) {
    assertThatThrownBy(() -> view(offset, longs(shape), longs(stride)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("a tensor of shape [" + String.join(", ", shape.split(" ")) + "]")
        .hasMessageEndingWith("exceeds its storage '7' of 48 bytes");
  }

  @ParameterizedTest
  @CsvSource({"-1, '1', '1'", "0, '-1', '1'", "0, '1', '-1'", "0, '2 2', '2'", "0, '2', '2 1'"})
  void negativeValuesAndUnequalRanksAreRejected(long offset, String shape, String stride) {
    assertThatThrownBy(() -> view(offset, longs(shape), longs(stride)))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("the checkpoint contains a tensor with an invalid shape");
  }

  @Test
  void moreElementsThanAnArrayHoldsAreRejected() {
    assertThatThrownBy(() -> view(0, new long[] {1L << 31}, new long[] {0}))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("of shape [2147483648]")
        .hasMessageContaining("too many elements");
  }

  @ParameterizedTest
  @EnumSource(StoredType.class)
  void theSizeOfAnElementDependsOnItsType(StoredType type) {
    long fits = 48 / type.bytes();
    long[] one = {1};

    assertThat(new TensorView(STORAGE, type, 0, new long[] {fits}, one).span()).isEqualTo(fits);
    assertThatThrownBy(() -> new TensorView(STORAGE, type, 0, new long[] {fits + 1}, one))
        .isInstanceOf(CheckpointException.class);
  }

  @Test
  void theSpanReachesFromTheFirstElementToTheLast() {
    assertThat(view(0, new long[] {3, 2}, new long[] {1, 6}).span()).isEqualTo(9);
    assertThat(view(3, new long[] {}, new long[] {}).span()).isEqualTo(1);
    assertThat(view(3, new long[] {0, 4}, new long[] {4, 1}).span()).isZero();
    assertThat(view(0, new long[] {5, 2}, new long[] {0, 3}).span()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "'3 4', '4 1', true",
    "'12', '1', true",
    "'', '', true",
    "'1 12', '99 1', true",
    "'3 1 4', '4 77 1', true",
    "'3 4', '1 3', false",
    "'6', '2', false",
    "'3 2', '4 1', false",
    "'5 2', '0 1', false"
  })
  void aViewIsContiguousIfItsElementsAreInRowOrder(String shape, String stride, boolean expected) {
    assertThat(view(0, longs(shape), longs(stride)).contiguous()).isEqualTo(expected);
  }

  @Test
  void contiguousElementsAreNotCopied() {
    float[] span = {1, 2, 3, 4};

    assertThat(view(0, new long[] {2, 2}, new long[] {2, 1}).gather(span).data()).isSameAs(span);
  }

  @Test
  void anEmptyViewKeepsItsShape() {
    Tensor empty = view(0, new long[] {3, 0}, new long[] {9, 2}).gather(new float[0]);

    assertThat(empty.shape()).containsExactly(3, 0);
    assertThat(empty.size()).isZero();
  }

  /** Element (i, j, k) is span[i·stride₀ + j·stride₁ + k·stride₂]. */
  @RepeatedTest(30)
  void anyStridedViewGathersTheElementsAtItsIndices(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    long[] shape = random.longs(3, 1, 5).toArray();
    long[] stride = random.longs(3, 0, 9).toArray();
    TorchStorage storage = new TorchStorage("large", 4000);
    TensorView view = new TensorView(storage, StoredType.F32, 3, shape, stride);
    float[] span = new float[(int) view.span()];
    for (int i = 0; i < span.length; i++) {
      span[i] = i;
    }

    float[] gathered = view.gather(span).data();

    int at = 0;
    for (long i = 0; i < shape[0]; i++) {
      for (long j = 0; j < shape[1]; j++) {
        for (long k = 0; k < shape[2]; k++) {
          assertThat(gathered[at++])
              .isEqualTo((float) (i * stride[0] + j * stride[1] + k * stride[2]));
        }
      }
    }
    assertThat(gathered).hasSize(at);
  }

  private static TensorView view(long offset, long[] shape, long[] stride) {
    return new TensorView(STORAGE, StoredType.F32, offset, shape, stride);
  }

  private static long[] longs(String text) {
    return text.isEmpty()
        ? new long[0]
        : Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
  }
}
