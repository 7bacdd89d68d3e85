// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.StoredType;
import io.pentimento.core.checkpoint.pickle.PickleBytes;
import io.pentimento.core.checkpoint.pickle.TensorView;
import io.pentimento.core.checkpoint.pickle.TorchStorage;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorLoaderTest {
  /** The loader reads a storage in parts of this size. */
  private static final int PART = 1 << 20;

  @TempDir Path folder;

  /** Element k has the value k, so that a part that is read at a wrong place is noticed. */
  @ParameterizedTest
  @EnumSource(
      value = StoredType.class,
      names = {"F64", "F32", "I64", "I32"})
  void viewsAtTheEdgesOfThePartsAreComplete(StoredType type) throws IOException {
    int each = type.bytes();
    int perPart = PART / each;
    TorchStorage storage = new TorchStorage("0", 2L * PART + 5L * each);
    List<TensorView> views = new ArrayList<>();
    for (int first :
        new int[] {0, perPart - 2, perPart - 1, perPart, 2 * perPart - 1, 2 * perPart}) {
      views.add(new TensorView(storage, type, first, new long[] {3}, new long[] {1}));
    }

    Map<TensorView, Tensor> tensors = load(storage, counting(type, storage), views);

    for (TensorView view : views) {
      float first = view.offset();
      assertThat(tensors.get(view).data()).containsExactly(first, first + 1, first + 2);
    }
  }

  /** Offsets of a view are in its own elements, which can be smaller than those of the storage. */
  @Test
  void viewsOfOneStorageCanHaveDifferentTypes() throws IOException {
    TorchStorage storage = new TorchStorage("0", 8);
    byte[] content = TorchFiles.floats(1.5f, 2.5f);
    TensorView floats = new TensorView(storage, StoredType.F32, 1, new long[] {1}, new long[] {1});
    TensorView bytes = new TensorView(storage, StoredType.U8, 4, new long[] {4}, new long[] {1});

    Map<TensorView, Tensor> tensors = load(storage, content, List.of(floats, bytes));

    assertThat(tensors.get(floats).data()).containsExactly(2.5f);
    assertThat(tensors.get(bytes).data()).containsExactly(0, 0, 0x20, 0x40);
  }

  @Test
  void anEmptyStorageGivesEmptyTensors() throws IOException {
    TorchStorage storage = new TorchStorage("0", 0);
    TensorView empty =
        new TensorView(storage, StoredType.F32, 0, new long[] {0, 3}, new long[] {3, 1});

    assertThat(load(storage, new byte[0], List.of(empty)).get(empty).shape()).containsExactly(0, 3);
  }

  @Test
  void equalViewsAreSeparateTensors() throws IOException {
    TorchStorage storage = new TorchStorage("0", 4);
    TensorView one = new TensorView(storage, StoredType.F32, 0, new long[] {1}, new long[] {1});
    TensorView other = new TensorView(storage, StoredType.F32, 0, new long[] {1}, new long[] {1});

    Map<TensorView, Tensor> tensors = load(storage, TorchFiles.floats(7), List.of(one, other));

    assertThat(tensors.get(one).data()).isNotSameAs(tensors.get(other).data()).containsExactly(7);
  }

  /** 64 MiB are always allowed; beyond, four times the size of the stored data. */
  @Test
  void tensorsThatShareAStorageAreLimited() throws IOException {
    TorchStorage storage = new TorchStorage("0", 4);
    long allowed = (64L << 20) / 4 + 4;
    byte[] content = TorchFiles.floats(1);
    TensorView largest = repeated(storage, allowed);
    TensorView one = repeated(storage, 1);

    assertThat(load(storage, content, List.of(largest)).get(largest).size())
        .isEqualTo((int) allowed);
    assertThatThrownBy(() -> load(storage, content, List.of(largest, one)))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("the tensors have more than 4 times the size of the stored data");
  }

  /** A view with gaps needs the memory of its span. */
  @Test
  void theSpanOfAViewCountsIfItIsLongerThanItsElements() throws IOException {
    TorchStorage storage = new TorchStorage("0", 16 << 20);
    TensorView sparse =
        new TensorView(storage, StoredType.U8, 0, new long[] {2}, new long[] {(16 << 20) - 1});
    byte[] content = new byte[16 << 20];

    assertThatThrownBy(() -> load(storage, content, Collections.nCopies(9, sparse)))
        .hasMessageContaining("more than 4 times");
  }

  private static TensorView repeated(TorchStorage storage, long count) {
    return new TensorView(storage, StoredType.F32, 0, new long[] {count}, new long[] {0});
  }

  private Map<TensorView, Tensor> load(TorchStorage storage, byte[] content, List<TensorView> views)
      throws IOException {
    byte[] pickle =
        PickleBytes.protocol2().storage("ByteStorage", storage.key(), storage.bytes()).stop();
    Path file = TorchFiles.zip(folder.resolve("w.pth"), pickle, Map.of(storage.key(), content));
    try (TorchZip zip = TorchZip.open(file)) {
      return new TensorLoader(zip).load(views);
    }
  }

  private static byte[] counting(StoredType type, TorchStorage storage) {
    ByteBuffer bytes = ByteBuffer.allocate((int) storage.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int k = 0; bytes.hasRemaining(); k++) {
      switch (type) {
        case F64 -> bytes.putDouble(k);
        case F32 -> bytes.putFloat(k);
        case I64 -> bytes.putLong(k);
        default -> bytes.putInt(k);
      }
    }
    return bytes.array();
  }
}
