// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.pickle.PickleBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A server reads many checkpoints: none may stay open. */
@EnabledOnOs(OS.LINUX)
class OpenFilesTest {
  private static final byte[] DICTIONARY =
      PickleBytes.protocol2().op('}').text("w").vector("0", 1).op('s').stop();
  private static final byte[] DAMAGED = PickleBytes.protocol2().op('}').op('s').stop();

  @TempDir Path folder;

  @Test
  void anArchiveIsOpenUntilItIsClosed() throws IOException {
    Path file = TorchFiles.zip(file(), DICTIONARY, Map.of("0", TorchFiles.floats(1)));

    try (TorchZip zip = TorchZip.open(file)) {
      assertThat(zip.storageBytes()).isEqualTo(4);
      assertThat(openFiles()).contains(file);
    }

    assertThat(openFiles()).doesNotContain(file);
  }

  @Test
  void aFileInTheOlderLayoutIsOpenUntilItIsClosed() throws IOException {
    Path file = TorchFiles.legacy(file(), DICTIONARY, "0", TorchFiles.floats(1));

    try (TorchLegacy legacy = TorchLegacy.open(file)) {
      assertThat(legacy.storageBytes()).isEqualTo(4);
      assertThat(openFiles()).contains(file);
    }

    assertThat(openFiles()).doesNotContain(file);
  }

  @Test
  void aDamagedFileDoesNotStayOpen() throws IOException {
    Path zip = TorchFiles.zip(file(), DAMAGED, Map.of());
    assertThatThrownBy(() -> TorchZip.open(zip)).isInstanceOf(CheckpointException.class);
    assertThat(openFiles()).doesNotContain(zip);

    Path legacy = TorchFiles.legacy(file(), DAMAGED, "0", TorchFiles.floats(1));
    assertThatThrownBy(() -> TorchLegacy.open(legacy)).isInstanceOf(CheckpointException.class);
    assertThat(openFiles()).doesNotContain(legacy);
  }

  private Path file() throws IOException {
    return folder.toRealPath().resolve("checkpoint.pth");
  }

  /** The files that this process has open now. */
  private static List<Path> openFiles() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.flatMap(OpenFilesTest::target).toList();
    }
  }

  private static Stream<Path> target(Path descriptor) {
    try {
      return Stream.of(Files.readSymbolicLink(descriptor));
    } catch (IOException e) {
      return Stream.empty(); // closed meanwhile
    }
  }
}
