// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.StoredType;
import io.pentimento.core.checkpoint.pickle.PickleBytes;
import io.pentimento.core.checkpoint.pickle.TensorView;
import io.pentimento.core.checkpoint.pickle.TorchStorage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** References to storages. */
class TorchPickleTest {
  private final TorchPickle pickle = new TorchPickle(100);

  @ParameterizedTest
  @CsvSource({
    "DoubleStorage, F64, 8",
    "FloatStorage, F32, 4",
    "HalfStorage, F16, 2",
    "ByteStorage, U8, 1"
  })
  void theSizeIsTheCountTimesTheSizeOfTheType(String name, StoredType type, int each)
      throws IOException {
    TorchStorage.Typed storage = storage(PickleBytes.protocol2().storage(name, "k", 10));

    assertThat(storage).isEqualTo(new TorchStorage.Typed(new TorchStorage("k", 10L * each), type));
    assertThat(pickle.storageBytes()).isEqualTo(10L * each);
    assertThat(pickle.storages()).containsOnlyKeys("k");
  }

  @Test
  void anUntypedStorageIsCountedInBytes() throws IOException {
    assertThat(storage(PickleBytes.protocol2().storage("UntypedStorage", "k", 10)))
        .isEqualTo(new TorchStorage.Typed(new TorchStorage("k", 10), null));
  }

  @Test
  void aStorageThatIsReferredToTwiceCountsOnce() throws IOException {
    load(PickleBytes.protocol2().storage("FloatStorage", "k", 20).storage("FloatStorage", "k", 20));

    assertThat(pickle.storageBytes()).isEqualTo(80);
  }

  /** The same bytes can be seen as another type. */
  @Test
  void aStorageCanHaveTwoTypesOfOneSize() throws IOException {
    PickleBytes both = PickleBytes.protocol2().op('(').storage("FloatStorage", "k", 2);
    Object[] types = (Object[]) load(both.storage("LongStorage", "k", 1).op('t'));

    assertThat(types)
        .extracting(type -> ((TorchStorage.Typed) type).storage().bytes())
        .containsExactly(8L, 8L);
  }

  @Test
  void twoSizesOfOneStorageAreRejected() {
    PickleBytes both = PickleBytes.protocol2().storage("FloatStorage", "k", 2);

    assertThatThrownBy(() -> load(both.storage("FloatStorage", "k", 3)))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("storage 'k' has two different sizes");
  }

  @Test
  void allStoragesTogetherFitIntoTheFile() throws IOException {
    load(PickleBytes.protocol2().storage("ByteStorage", "a", 60).storage("ByteStorage", "b", 40));

    assertThatThrownBy(() -> load(PickleBytes.protocol2().storage("ByteStorage", "c", 1)))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("the tensors need more bytes than the file has: it is truncated or damaged");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE / 4 + 1})
  void anImpossibleCountIsRejected(long count) {
    assertThatThrownBy(() -> load(PickleBytes.protocol2().storage("FloatStorage", "k", count)))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("the checkpoint contains a storage with an invalid size");
  }

  @Test
  void anotherPersistentIdIsRejected() {
    PickleBytes module = PickleBytes.protocol2().op('(').text("module").op('t').op('Q');

    assertThatThrownBy(() -> load(module))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("the pickle has a persistent id that is not a storage");
    assertThatThrownBy(() -> load(PickleBytes.protocol2().text("module").op('Q')))
        .hasMessage("a storage reference: expected a tuple");
    assertThatThrownBy(() -> load(PickleBytes.protocol2().raw(')', 'Q')))
        .hasMessage("a storage reference: item 0 is missing");
  }

  @Test
  void aViewOfAStorageIsRejectedButNoneIsNoView() throws IOException {
    assertThat(storage(reference().raw('N', 't', 'Q')).storage().bytes()).isEqualTo(4);
    assertThatThrownBy(() -> load(reference().raw(')', 't', 'Q')))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("storage views of PyTorch before 0.4; save it again");
  }

  /** The arguments of {@code _rebuild_tensor_v3} end with the type of the elements. */
  @Test
  void aTensorOfAnUntypedStorageBringsItsType() throws IOException {
    PickleBytes tensor =
        PickleBytes.protocol2()
            .global("torch._utils", "_rebuild_tensor_v3")
            .op('(')
            .storage("UntypedStorage", "k", 6)
            .integer(1)
            .tuple(2)
            .tuple(1)
            .raw(0x89, 'N')
            .global("torch", "float16")
            .raw('t', 'R');
    TensorView view = (TensorView) load(tensor);

    assertThat(view.type()).isEqualTo(StoredType.F16);
    assertThat(view.offset()).isEqualTo(1);
    assertThat(view.elements()).isEqualTo(2);
  }

  @Test
  void aTensorWithoutTypeIsRejected() {
    PickleBytes tensor =
        PickleBytes.protocol2().tensor("UntypedStorage", "k", 4, 0, new long[] {1}, new long[] {1});

    assertThatThrownBy(() -> load(tensor))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("the checkpoint contains a tensor without a type");
  }

  private static PickleBytes reference() {
    return PickleBytes.protocol2()
        .op('(')
        .text("storage")
        .global("torch", "FloatStorage")
        .text("k")
        .text("cpu")
        .integer(1);
  }

  private TorchStorage.Typed storage(PickleBytes content) throws IOException {
    return (TorchStorage.Typed) load(content);
  }

  private Object load(PickleBytes content) throws IOException {
    return pickle.load(new ByteArrayInputStream(content.stop()));
  }
}
