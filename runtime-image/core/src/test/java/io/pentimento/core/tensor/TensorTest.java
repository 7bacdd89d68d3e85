// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TensorTest {
  private final Tensor batch = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);

  @Test
  void theShapeHasAsManyElementsAsTheData() {
    assertThat(batch.rank()).isEqualTo(2);
    assertThat(batch.size()).isEqualTo(6);
    assertThat(batch.dim(0)).isEqualTo(3);
    assertThat(batch).hasToString("Tensor[3, 2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.of(new float[5], 3, 2))
        .withMessage("shape [3, 2] has 6 elements, the data 5");
  }

  @Test
  void aScalarHasNoAxes() {
    assertThat(Tensor.of(new float[] {7}).rank()).isZero();
    assertThat(Tensor.elements()).isOne();
    assertThat(Tensor.elements(3, 0, 4)).isZero();
  }

  @Test
  void shapesAreCopiedAndDataAreShared() {
    long[] shape = {1};
    float[] data = {5};
    Tensor tensor = Tensor.of(data, shape);
    shape[0] = 9;
    tensor.shape()[0] = 9;
    data[0] = 6;

    assertThat(tensor.shape()).containsExactly(1);
    assertThat(tensor.data()).isSameAs(data).containsExactly(6);
  }

  @Test
  void reshapingSharesTheData() {
    Tensor flat = batch.reshape(6);

    assertThat(flat.shape()).containsExactly(6);
    assertThat(flat.data()).isSameAs(batch.data());
    assertThatIllegalArgumentException().isThrownBy(() -> batch.reshape(4));
  }

  @Test
  void anItemIsACopyOfOnePartOfTheFirstAxis() {
    Tensor second = batch.item(1);
    second.data()[0] = 99;

    assertThat(second.shape()).containsExactly(1, 2);
    assertThat(second.data()).containsExactly(99, 4);
    assertThat(batch.data()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void itemsAndBatchAreInverse() {
    Tensor joined = Tensor.batch(List.of(batch.item(0), batch.item(1), batch.item(2)));

    assertThat(joined.shape()).containsExactly(3, 2);
    assertThat(joined.data()).containsExactly(batch.data());
  }

  @Test
  void batchesOfSeveralItemsAreJoined() {
    Tensor joined = Tensor.batch(List.of(batch, batch.item(2)));

    assertThat(joined.shape()).containsExactly(4, 2);
    assertThat(joined.data()).containsExactly(1, 2, 3, 4, 5, 6, 5, 6);
  }

  @Test
  void itemsOfOtherShapesAreNotJoined() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.batch(List.of(batch, Tensor.zeros(1, 3))))
        .withMessage("cannot batch [3, 2] with [1, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.batch(List.of(batch, Tensor.zeros(1, 2, 1))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.batch(List.of()))
        .withMessage("an empty batch has no shape");
  }

  @Test
  void tooManyElementsAreAnError() {
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Tensor.zeros(1L << 31));
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> Tensor.elements(1L << 32, 1L << 32));
  }
}
