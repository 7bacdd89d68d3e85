// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.pickle.PickleBytes;
import io.pentimento.core.checkpoint.pickle.TorchStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The layout of {@code torch.save} before version 1.6. */
class TorchLegacyTest {
  private static final byte[] TWO_VECTORS =
      PickleBytes.protocol2().op('(').vector("a", 2).vector("b", 1).op('t').stop();
  private static final TorchStorage A = new TorchStorage("a", 8);
  private static final TorchStorage B = new TorchStorage("b", 4);
  private static final byte[] FLOATS_OF_A = TorchFiles.floats(1, 2);
  private static final byte[] FLOATS_OF_B = TorchFiles.floats(3);

  @TempDir Path folder;

  @Test
  void storagesFollowInTheOrderOfTheirKeys() throws IOException {
    Path file =
        TorchFiles.legacy(
            file(), TWO_VECTORS, keys("b", "a"), counted(1, FLOATS_OF_B), counted(2, FLOATS_OF_A));

    assertThat(read(file, A, B))
        .containsExactly(Map.entry("b", FLOATS_OF_B), Map.entry("a", FLOATS_OF_A));
  }

  @Test
  void storagesThatAreNotWantedAreSkipped() throws IOException {
    Path file =
        TorchFiles.legacy(
            file(), TWO_VECTORS, keys("a", "b"), counted(2, FLOATS_OF_A), counted(1, FLOATS_OF_B));

    assertThat(read(file, B)).containsExactly(Map.entry("b", FLOATS_OF_B));
  }

  @Test
  void theSizeOfAllStoragesIsKnownBeforeTheyAreRead() throws IOException {
    Path file = TorchFiles.legacy(file(), TWO_VECTORS, keys("a", "b"));

    try (TorchLegacy legacy = TorchLegacy.open(file)) {
      assertThat(legacy.storageBytes()).isEqualTo(12);
    }
  }

  @Test
  void aSinglePickleHasNoStorages() throws IOException {
    Path file = Files.write(file(), PickleBytes.protocol2().raw('K', 3).stop());

    try (TorchLegacy legacy = TorchLegacy.open(file)) {
      assertThat(legacy.root()).isEqualTo(3L);
      assertThat(legacy.storageBytes()).isZero();
      legacy.read(Set.of(), (storage, in) -> {});
      assertThatThrownBy(() -> legacy.read(Set.of(A, B), (storage, in) -> {}))
          .hasMessage("2 storages are missing");
    }
  }

  @Test
  void aStorageWithoutKeyIsMissing() throws IOException {
    Path file = TorchFiles.legacy(file(), TWO_VECTORS, keys("a"), counted(2, FLOATS_OF_A));

    assertThatThrownBy(() -> read(file, A, B))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("1 storages are missing");
  }

  @Test
  void aKeyWithoutTensorIsRejected() throws IOException {
    Path file = TorchFiles.legacy(file(), TWO_VECTORS, keys("c"), counted(2, FLOATS_OF_A));

    assertThatThrownBy(() -> read(file, A))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("the file has a storage that is not used");
  }

  /** Old tensors of another type can share a storage, so that the count can be in smaller units. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 4, 8})
  void theCountIsInElementsOfOneTwoFourOrEightBytes(long count) throws IOException {
    Path file = TorchFiles.legacy(file(), TWO_VECTORS, keys("a"), counted(count, FLOATS_OF_A));

    assertThat(read(file, A)).containsEntry("a", FLOATS_OF_A);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 3, 7, 16, -1})
  void anotherCountIsRejected(long count) throws IOException {
    Path file = TorchFiles.legacy(file(), TWO_VECTORS, keys("a"), counted(count, FLOATS_OF_A));

    assertThatThrownBy(() -> read(file, A))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("the size of storage 'a' differs from that of its tensors");
  }

  /** 4 bytes are not a whole number of 8-byte elements. */
  @Test
  void aFractionOfAnElementDoesNotCount() throws IOException {
    Path file = TorchFiles.legacy(file(), TWO_VECTORS, keys("b"), counted(0, FLOATS_OF_B));

    assertThatThrownBy(() -> read(file, B)).hasMessageContaining("differs from that");
  }

  @Test
  void anEndWithinASkippedStorageIsATruncation() throws IOException {
    byte[] cut = Arrays.copyOf(counted(2, FLOATS_OF_A), 12);
    Path file = TorchFiles.legacy(file(), TWO_VECTORS, keys("a"), cut);

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("the file ends before the end of storage 'a': it is truncated");
  }

  @Test
  void anEndWithinACountIsATruncation() throws IOException {
    Path file = TorchFiles.legacy(file(), TWO_VECTORS, keys("a"), new byte[3]);

    assertThatThrownBy(() -> read(file, A))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("the file ends before the end of storage 'a': it is truncated");
  }

  @Test
  void anotherProtocolIsRejected() throws IOException {
    Path file =
        Files.write(
            file(),
            TorchFiles.joined(TorchFiles.magic(), PickleBytes.protocol2().integer(1002).stop()));

    assertThatThrownBy(() -> TorchLegacy.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("the file has an unknown PyTorch protocol");
  }

  @ParameterizedTest
  @CsvSource({"0x88, true", "0x89, false"})
  void onlyLittleEndianSystemsAreSupported(int littleEndian, boolean accepted) throws IOException {
    byte[] system =
        PickleBytes.protocol2().op('}').text("little_endian").raw(littleEndian, 's').stop();
    Path file =
        Files.write(
            file(),
            TorchFiles.joined(
                TorchFiles.magic(),
                PickleBytes.protocol2().integer(1001).stop(),
                system,
                new byte[] {'N', '.'},
                keys()));

    if (accepted) {
      TorchLegacy.open(file).close();
    } else {
      assertThatThrownBy(() -> TorchLegacy.open(file))
          .isInstanceOf(CheckpointException.class)
          .hasMessage("the checkpoint's byte order is not little-endian");
    }
  }

  @Test
  void theKeysAreAListOfText() throws IOException {
    for (PickleBytes keys :
        new PickleBytes[] {
          PickleBytes.protocol2().op('N'),
          PickleBytes.protocol2().tuple(1),
          PickleBytes.protocol2().op(']').raw('K', 1, 'a')
        }) {
      Path file = TorchFiles.legacy(file(), TWO_VECTORS, keys.stop());

      assertThatThrownBy(() -> TorchLegacy.open(file))
          .isInstanceOf(CheckpointException.class)
          .hasMessage("the file has no list of storages: it is damaged");
    }
  }

  private static Map<String, byte[]> read(Path file, TorchStorage... wanted) throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    try (TorchLegacy legacy = TorchLegacy.open(file)) {
      legacy.read(
          Set.of(wanted),
          (storage, in) ->
              contents.put(storage.key(), in.readNBytes(Math.toIntExact(storage.bytes()))));
    }
    return contents;
  }

  private static byte[] keys(String... keys) {
    PickleBytes list = PickleBytes.protocol2().op(']').op('(');
    for (String key : keys) {
      list.text(key);
    }
    return list.op('e').stop();
  }

  private static byte[] counted(long count, byte[] elements) {
    return TorchFiles.counted(count, elements);
  }

  private Path file() {
    return folder.resolve("checkpoint.pth");
  }
}
