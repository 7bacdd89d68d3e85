// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.StoredType;
import io.pentimento.core.checkpoint.numpy.NpyArray;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** NumPy arrays and scalars within a pickle. */
class NumpyPickleTest {

  @ParameterizedTest
  @CsvSource({
    "f8, F64, 8",
    "f4, F32, 4",
    "f2, F16, 2",
    "i8, I64, 8",
    "i4, I32, 4",
    "i2, I16, 2",
    "i1, I8, 1",
    "u1, U8, 1",
    "b1, BOOL, 1"
  })
  void everyTypeHasItsSize(String dtype, StoredType type, int bytes) throws IOException {
    NpyArray array = array(state(shape(2), dtype, "<", false, new byte[2 * bytes]));

    assertThat(array.type()).isEqualTo(type);
    assertThat(array.shape()).containsExactly(2);
    assertThat(array.doubles()).containsExactly(0, 0);
  }

  @Test
  void elementsAreLittleEndianAndInRowOrder() throws IOException {
    NpyArray array = array(state(shape(2, 1), "i2", "<", false, new byte[] {1, 0, -2, -1}));

    assertThat(array.shape()).containsExactly(2, 1);
    assertThat(array.longs()).containsExactly(1, -2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"numpy.core.multiarray", "numpy._core.multiarray"})
  void scalarsOfOldAndNewVersionsAreRead(String module) throws IOException {
    PickleBytes pickle = pickle().global(module, "scalar");
    dtype(pickle, "f4", "<").raw('C', 4, 0, 0, 0x20, 0x40, 0x86, 'R');

    NpyArray scalar = ((NumpyValue) Unpickling.value(pickle)).array();

    assertThat(scalar.shape()).isEmpty();
    assertThat(scalar.floats()).containsExactly(2.5f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"c8", "O8", "U5", "u8", "M8", "f16", ""})
  void otherTypesAreRejected(String dtype) {
    Unpickling.assertRejected(dtype(pickle(), dtype, "<"))
        .hasMessage("the checkpoint contains a NumPy array of an unsupported type");
  }

  @Test
  void bigEndianArraysAreRejected() {
    Unpickling.assertRejected(dtype(pickle(), "f4", ">"))
        .hasMessage("the checkpoint contains a big-endian NumPy array");
  }

  @Test
  void matricesInFortranOrderAreRejectedButVectorsHaveNoOrder() throws IOException {
    PickleBytes matrix = state(shape(1, 2), "u1", "|", true, new byte[] {1, 2});
    Unpickling.assertRejected(matrix)
        .hasMessage("the checkpoint contains a NumPy array in Fortran order");

    assertThat(array(state(shape(2), "u1", "|", true, new byte[] {1, 2})).longs())
        .containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5, 8})
  void aSizeThatDiffersFromTheShapeIsRejected(int bytes) {
    Unpickling.assertRejected(state(shape(1), "f4", "<", false, new byte[bytes]))
        .hasMessage("the size of a NumPy array differs from its shape");
  }

  @Test
  void aNegativeAxisIsRejected() {
    Unpickling.assertRejected(state(shape(-1), "f4", "<", false, new byte[4]))
        .hasMessageContaining("negative axis");
  }

  @Test
  void anArrayWhoseElementsWereNotSetIsRejected() throws IOException {
    NumpyValue empty = (NumpyValue) Unpickling.value(reconstruct());

    assertThatThrownBy(empty::array)
        .isInstanceOf(CheckpointException.class)
        .hasMessage("the checkpoint contains a NumPy array without elements");
  }

  @Test
  void theStateOfAnotherObjectCannotBeSet() {
    Unpickling.assertRejected(pickle().raw(']', '}', 'b'))
        .hasMessage("the pickle sets the state of an object, which is not allowed");
  }

  @Test
  void theStateOfADictionaryIsIgnored() throws IOException {
    PickleBytes pickle = pickle().raw('}', '}').text("_metadata").raw('N', 's', 'b');

    assertThat(Unpickling.value(pickle)).isEqualTo(Collections.emptyMap());
  }

  @Test
  void theStateOfAnArrayIsATuple() {
    Unpickling.assertRejected(reconstruct().raw('N', 'b'))
        .hasMessage("the state of an array: expected a tuple");
  }

  /** One array can occur many times in a dictionary; each occurrence becomes a tensor. */
  @Test
  void manyOccurrencesOfOneArrayAreLimitedToTheSizeOfAPickle() throws IOException {
    PickleBytes mebibyte = state(shape(1 << 20), "u1", "|", false, new byte[1 << 20]);
    NumpyValue array = (NumpyValue) Unpickling.value(mebibyte);

    NumpyValue.requireReasonable(Collections.nCopies(128, array));
    NumpyValue.requireReasonable(List.of("no array", new NumpyValue()));
    assertThatThrownBy(() -> NumpyValue.requireReasonable(Collections.nCopies(129, array)))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("the NumPy arrays of the checkpoint exceed the size of a pickle");
  }

  private static NpyArray array(PickleBytes pickle) throws IOException {
    return ((NumpyValue) Unpickling.value(pickle)).array();
  }

  private static PickleBytes reconstruct() {
    return pickle()
        .global("numpy.core.multiarray", "_reconstruct")
        .op('(')
        .global("numpy", "ndarray")
        .tuple(0)
        .raw('C', 1, 'b', 't', 'R');
  }

  /** (version, shape, type, whether in Fortran order, elements). */
  private static PickleBytes state(
      long[] shape, String dtype, String order, boolean fortran, byte[] elements) {
    PickleBytes pickle = reconstruct().op('(').integer(1).tuple(shape);
    dtype(pickle, dtype, order).raw(fortran ? 0x88 : 0x89, 'B');
    for (int shift = 0; shift < 32; shift += 8) {
      pickle.raw(elements.length >> shift);
    }
    return pickle.bytes(elements).raw('t', 'b');
  }

  private static PickleBytes dtype(PickleBytes pickle, String name, String order) {
    pickle.global("numpy", "dtype").op('(').text(name).raw(0x89, 0x88, 't', 'R');
    return pickle.op('(').integer(3).text(order).raw('N', 't', 'b');
  }

  private static long[] shape(long... axes) {
    return axes;
  }

  private static PickleBytes pickle() {
    return PickleBytes.protocol2();
  }
}
