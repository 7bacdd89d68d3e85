// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.pickle.PickleBytes;
import io.pentimento.core.checkpoint.torch.TorchFiles;
import io.pentimento.core.reference.ReferenceDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileCheckpointsTest {
  private static final int FLIPS_PER_FILE = 400;

  @TempDir Path folder;

  @Test
  void aSystemCallIsRejectedAndNotExecuted() throws IOException {
    Path witness = folder.resolve("executed");
    byte[] pickle =
        PickleBytes.protocol2()
            .global("posix", "system")
            .text("touch " + witness)
            .raw(0x85)
            .op('R')
            .stop();
    assertRejected(pickle, "posix.system");
    assertThat(witness).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "builtins.eval",
        "__builtin__.eval",
        "os.system",
        "subprocess.Popen",
        "builtins.getattr",
        "torch.load",
        "torch.hub.load",
        "torch.nn.modules.linear.Linear",
        "argparse.Namespace",
        "collections.OrderedDict.__reduce__",
        "numpy.load",
        "_codecs.decode",
        "java.lang.Runtime"
      })
  void otherGlobalsAreRejectedByName(String global) throws IOException {
    int dot = global.lastIndexOf('.');
    String module = global.substring(0, dot);
    String name = global.substring(dot + 1);
    assertRejected(
        PickleBytes.protocol2().global(module, name).text("1").raw(0x85).op('R').stop(), global);
    assertRejected(
        PickleBytes.protocol2().text(module).text(name).raw(0x93).text("1").op('R').stop(), global);
  }

  @Test
  void aGlobalNestedInATensorIsRejected() throws IOException {
    byte[] pickle =
        PickleBytes.protocol2()
            .op('}')
            .text("w")
            .global("torch._utils", "_rebuild_tensor_v2")
            .op('(')
            .text("builtins")
            .text("exec")
            .raw(0x93)
            .op('t')
            .op('R')
            .op('s')
            .stop();
    assertRejected(pickle, "builtins.exec");
  }

  @Test
  void opcodesThatBuildObjectsAreRejected() throws IOException {
    PickleBytes dictionary = PickleBytes.protocol2().global("collections", "OrderedDict");
    assertRejected(dictionary.op(')').raw(0x81).stop(), "0x81");
    assertRejected(PickleBytes.protocol2().op(')').op('}').raw(0x92).stop(), "0x92");
    assertRejected(
        PickleBytes.protocol2()
            .op('(')
            .bytes("iposix\nsystem\n".getBytes(StandardCharsets.US_ASCII))
            .stop(),
        "0x69");
    assertRejected(PickleBytes.protocol2().op('(').op('o').stop(), "0x6F");
    assertRejected(PickleBytes.protocol2().raw(0x82, 1).stop(), "0x82");
    assertRejected(PickleBytes.protocol2().text("no function").op(')').op('R').stop(), "function");
    assertRejected(PickleBytes.protocol2().op(']').op('}').op('b').stop(), "state");
    assertRejected(
        PickleBytes.protocol2().global("numpy", "ndarray").op(')').op('R').stop(), "type");
  }

  @Test
  void tensorsThatExceedTheirStorageAreRejected() throws IOException {
    long[][] offsetShapeStride = {
      {1, 4, 1},
      {0, 5, 1},
      {0, 2, 4},
      {Long.MAX_VALUE, 1, 1},
      {0, 2, Long.MAX_VALUE},
      {-1, 1, 1},
      {0, -1, 1},
      {0, 1, -1},
      {5, 0, 1},
      {0, Long.MAX_VALUE, 0}
    };
    for (long[] view : offsetShapeStride) {
      byte[] pickle =
          PickleBytes.protocol2()
              .op('}')
              .text("w")
              .tensor("FloatStorage", "0", 4, view[0], new long[] {view[1]}, new long[] {view[2]})
              .op('s')
              .stop();
      assertThatThrownBy(() -> load(pickle, TorchFiles.floats(1, 2, 3, 4)))
          .as("offset, shape, stride %s", view)
          .isInstanceOf(CheckpointException.class);
    }
  }

  @Test
  void aSmallStorageCannotExpandIntoHugeTensors() throws IOException {
    byte[] expanded =
        PickleBytes.protocol2()
            .op('}')
            .text("w")
            .tensor("FloatStorage", "0", 1, 0, new long[] {2_000_000_000}, new long[] {0})
            .op('s')
            .stop();
    assertThatThrownBy(() -> load(expanded, TorchFiles.floats(1)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("times the size");
  }

  @Test
  void storagesLargerThanTheFileAreRejectedBeforeAllocation() throws IOException {
    byte[] pickle =
        PickleBytes.protocol2().op('}').text("w").vector("0", 2_000_000_000).op('s').stop();
    assertThatThrownBy(() -> load(pickle, TorchFiles.floats(1)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("more bytes than the file has");
    assertThatThrownBy(
            () -> Checkpoints.load(TorchFiles.legacy(file(), pickle, "0", TorchFiles.floats(1))))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("more bytes than the file has");
  }

  @Test
  void anEntryWithAFalseSizeIsRejected() throws IOException {
    byte[] pickle = PickleBytes.protocol2().op('}').text("w").vector("0", 40).op('s').stop();
    Path file = TorchFiles.zip(file(), pickle, Map.of("0", TorchFiles.floats(1, 2)));
    ByteBuffer zip = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int entry = lastDirectoryEntry(zip);
    zip.putInt(entry + 20, 160).putInt(entry + 24, 160);
    Files.write(file, zip.array());
    assertThatThrownBy(() -> Checkpoints.load(file)).isInstanceOf(CheckpointException.class);

    zip.putInt(entry + 20, 8).putInt(entry + 24, 160);
    Files.write(file, zip.array());
    assertThatThrownBy(() -> Checkpoints.load(file)).isInstanceOf(CheckpointException.class);
  }

  @Test
  void aChangedWeightIsDetectedByItsChecksum() throws IOException {
    byte[] pickle = PickleBytes.protocol2().op('}').text("w").vector("0", 2).op('s').stop();
    Path file = TorchFiles.zip(file(), pickle, Map.of("0", TorchFiles.floats(1.25f, 1.25f)));
    byte[] bytes = Files.readAllBytes(file);
    int at = indexOf(bytes, TorchFiles.floats(1.25f, 1.25f));
    bytes[at + 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> Checkpoints.load(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void recursiveAndOversizedStructuresAreRejectedWithTheReason() throws IOException {
    byte[] selfContainingKey =
        PickleBytes.protocol2().op('}').op(']').op('2').op('a').op('N').op('s').stop();
    assertRejected(selfContainingKey, "key");
    byte[] hugeString = PickleBytes.protocol2().raw('X', 0xFF, 0xFF, 0xFF, 0x7F).stop();
    assertRejected(hugeString, "larger");
    byte[] negativeString =
        PickleBytes.protocol2().raw(0x8D, 255, 255, 255, 255, 255, 255, 255, 255).stop();
    assertRejected(negativeString, "larger");
    assertRejected(PickleBytes.protocol2().raw('t').stop(), "mark");
    assertRejected(PickleBytes.protocol2().raw('h', 7).stop(), "does not exist");
    assertRejected(new byte[] {(byte) 0x80, 9, '.'}, "protocol");
    byte[] endless = new byte[3_000_000];
    Arrays.fill(endless, (byte) 'N');
    endless[0] = (byte) 0x80;
    endless[1] = 2;
    assertRejected(endless, "steps");
  }

  @Test
  void truncatedFilesAreRejectedAtEveryLength() throws IOException {
    for (String name : new String[] {"swinir_real_x4.pth", "lpips_vgg_v0.1.pth"}) {
      byte[] whole = Files.readAllBytes(ReferenceDirectory.packaged().file(name));
      for (int part = 0; part < 40; part++) {
        Files.write(file(), Arrays.copyOf(whole, whole.length * part / 40));
        assertThatThrownBy(() -> Checkpoints.load(file()))
            .as("%s, %d of 40 parts", name, part)
            .isInstanceOf(CheckpointException.class);
      }
    }
  }

  /**
   * A flip can remain undetected (such as the sign of a weight), but must not cause other
   * exceptions.
   */
  @ParameterizedTest
  @ValueSource(strings = {"lpips_vgg_v0.1.pth", "swinir_real_x4.pth", "swinir_lightweight_x2.pth"})
  void flippedBytesGiveAnErrorOrTensors(String name) throws IOException {
    byte[] whole = Files.readAllBytes(ReferenceDirectory.packaged().file(name));
    Random random = new Random(1);
    int refused = 0;
    for (int i = 0; i < FLIPS_PER_FILE; i++) {
      byte[] damaged = whole.clone();
      int reach = i % 2 == 0 ? Math.min(4000, whole.length) : whole.length;
      for (int flip = 0; flip <= i % 5; flip++) {
        damaged[random.nextInt(reach)] = (byte) random.nextInt(256);
      }
      Files.write(file(), damaged);
      try {
        assertThat(Checkpoints.load(file()).size()).isNotNegative();
      } catch (CheckpointException expected) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(FLIPS_PER_FILE / 20);
  }

  private void assertRejected(byte[] pickle, String message) throws IOException {
    assertThatThrownBy(() -> load(pickle, TorchFiles.floats(1)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(message);
    Path legacy = TorchFiles.legacy(file(), pickle, "0", TorchFiles.floats(1));
    assertThatThrownBy(() -> Checkpoints.load(legacy))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(message);
    Path bare = Files.write(file(), pickle);
    assertThatThrownBy(() -> Checkpoints.load(bare))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(message);
  }

  private StateDict load(byte[] pickle, byte[] storage) throws IOException {
    return Checkpoints.load(TorchFiles.zip(file(), pickle, Map.of("0", storage)));
  }

  private static int lastDirectoryEntry(ByteBuffer zip) {
    for (int at = zip.capacity() - 4; at >= 0; at--) {
      if (zip.getInt(at) == 0x02014B50) {
        return at;
      }
    }
    throw new AssertionError("the archive has no central directory");
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int at = 0; at <= bytes.length - part.length; at++) {
      if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    throw new AssertionError("not found");
  }

  private Path file() {
    return folder.resolve("checkpoint.pth");
  }
}
