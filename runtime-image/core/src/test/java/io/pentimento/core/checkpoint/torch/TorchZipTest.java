// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.pickle.PickleBytes;
import io.pentimento.core.checkpoint.pickle.TorchStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The zip archive of {@code torch.save}. */
class TorchZipTest {
  private static final byte[] DICTIONARY =
      PickleBytes.protocol2().op('}').text("w").vector("0", 2).op('s').stop();

  @TempDir Path folder;

  @Test
  void theObjectIsTheValueOfDataPkl() throws IOException {
    try (TorchZip zip = TorchZip.open(archive("archive/data.pkl", new byte[] {'N', '.'}))) {
      assertThat(zip.root()).isNull();
      assertThat(zip.storageBytes()).isZero();
    }
  }

  /** PyTorch names the folder after the file; hand-made archives can have none. */
  @ParameterizedTest
  @ValueSource(strings = {"archive/", "my model v2/", "a/b/", ""})
  void storagesAreBesideDataPkl(String parent) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(parent + "data.pkl", DICTIONARY);
    entries.put(parent + "data/0", TorchFiles.floats(3, 4));

    assertThat(read(TorchFiles.entries(file(), entries), "0", 8))
        .isEqualTo(TorchFiles.floats(3, 4));
  }

  @Test
  void anArchiveWithoutDataPklIsRejectedWithAdvice() throws IOException {
    Path file = archive("weights/model.pkl", DICTIONARY);

    assertThatThrownBy(() -> TorchZip.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "a zip archive, but not a PyTorch checkpoint: it has no data.pkl; unpack it and use the"
                + " checkpoint in it");
  }

  /** "olddata.pkl" is another file. */
  @Test
  void onlyTheWholeNameDataPklCounts() throws IOException {
    Path file = archive("olddata.pkl", DICTIONARY);

    assertThatThrownBy(() -> TorchZip.open(file)).hasMessageContaining("it has no data.pkl");
  }

  @Test
  void aFileThatIsNoZipIsRejected() throws IOException {
    Path file = Files.write(file(), new byte[] {'P', 'K', 3, 4, 0, 0});

    assertThatThrownBy(() -> TorchZip.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("not a readable zip archive: ");
  }

  @Test
  void littleEndianArchivesAreAccepted() throws IOException {
    try (TorchZip zip = TorchZip.open(withByteOrder("little"))) {
      assertThat(zip.storageBytes()).isEqualTo(8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"big", "", "little endian or not"})
  void otherByteOrdersAreRejected(String order) throws IOException {
    Path file = withByteOrder(order);

    assertThatThrownBy(() -> TorchZip.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("the checkpoint's byte order is not little-endian");
  }

  @Test
  void aMissingStorageIsNamed() throws IOException {
    Path file = archive("archive/data.pkl", DICTIONARY);

    assertThatThrownBy(() -> read(file, "0", 8))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("storage '0' is missing");
  }

  @Test
  void aShortStorageIsRejectedWithBothSizes() throws IOException {
    Path file = TorchFiles.zip(file(), DICTIONARY, Map.of("0", new byte[7]));

    assertThatThrownBy(() -> read(file, "0", 8))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("storage '0' has 7 bytes, expected 8");
  }

  /** Padding at the end of a storage is covered by its checksum. */
  @Test
  void aLongerStorageIsAccepted() throws IOException {
    Path file = TorchFiles.zip(file(), DICTIONARY, Map.of("0", TorchFiles.floats(1, 2, 9)));

    assertThat(read(file, "0", 8)).isEqualTo(TorchFiles.floats(1, 2));
  }

  @Test
  void eachRequestedStorageIsReadOnce() throws IOException {
    byte[] pickle =
        PickleBytes.protocol2().op('(').vector("a", 1).vector("b", 1).vector("a", 1).op('t').stop();
    Path file =
        TorchFiles.zip(
            file(), pickle, Map.of("a", TorchFiles.floats(1), "b", TorchFiles.floats(2)));
    List<String> keys = new ArrayList<>();

    try (TorchZip zip = TorchZip.open(file)) {
      assertThat(zip.storageBytes()).as("a shared storage counts once").isEqualTo(8);
      zip.read(
          Set.of(new TorchStorage("b", 4)),
          (storage, in) -> {
            keys.add(storage.key());
            in.readNBytes(4);
          });
    }

    assertThat(keys).containsExactly("b");
  }

  private byte[] read(Path file, String key, int bytes) throws IOException {
    byte[] content = new byte[bytes];
    try (TorchZip zip = TorchZip.open(file)) {
      zip.read(
          Set.of(new TorchStorage(key, bytes)), (storage, in) -> in.readNBytes(content, 0, bytes));
    }
    return content;
  }

  private Path withByteOrder(String order) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("archive/data.pkl", DICTIONARY);
    entries.put("archive/byteorder", order.getBytes(StandardCharsets.US_ASCII));
    return TorchFiles.entries(file(), entries);
  }

  private Path archive(String name, byte[] content) throws IOException {
    return TorchFiles.entries(file(), Map.of(name, content));
  }

  private Path file() {
    return folder.resolve("checkpoint.pth");
  }
}
