// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.CheckpointMismatch;
import io.pentimento.core.checkpoint.ShapeCheck;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.StoredType;
import io.pentimento.core.checkpoint.pickle.PickleBytes;
import io.pentimento.core.checkpoint.torch.TorchFiles;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  @TempDir Path folder;

  @Test
  void viewsOfASharedStorageReadTheirPart() throws IOException {
    byte[] pickle =
        PickleBytes.protocol2()
            .op('}')
            .op('(')
            .text("rows")
            .tensor("FloatStorage", "0", 8, 2, new long[] {2, 3}, new long[] {3, 1})
            .text("transposed")
            .tensor("FloatStorage", "0", 8, 2, new long[] {3, 2}, new long[] {1, 3})
            .text("everySecond")
            .tensor("FloatStorage", "0", 8, 1, new long[] {3}, new long[] {2})
            .text("scalar")
            .tensor("FloatStorage", "0", 8, 7, new long[] {}, new long[] {})
            .text("empty")
            .tensor("FloatStorage", "0", 8, 8, new long[] {0, 3}, new long[] {3, 1})
            .op('u')
            .stop();
    StateDict read =
        Checkpoints.load(
            TorchFiles.zip(file(), pickle, Map.of("0", TorchFiles.floats(0, 1, 2, 3, 4, 5, 6, 7))));
    assertThat(read.names())
        .containsExactly("rows", "transposed", "everySecond", "scalar", "empty");
    assertThat(read.get("rows").data()).containsExactly(2, 3, 4, 5, 6, 7);
    assertThat(read.get("transposed").data()).containsExactly(2, 5, 3, 6, 4, 7);
    assertThat(read.get("transposed").shape()).containsExactly(3, 2);
    assertThat(read.get("everySecond").data()).containsExactly(1, 3, 5);
    assertThat(read.get("scalar").data()).containsExactly(7);
    assertThat(read.get("empty").shape()).containsExactly(0, 3);
  }

  @Test
  void viewsAcrossTheReadBufferAreComplete() throws IOException {
    float[] values = new float[600_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    byte[] pickle =
        PickleBytes.protocol2()
            .op('}')
            .op('(')
            .text("late")
            .tensor("FloatStorage", "0", 600_000, 262_100, new long[] {100}, new long[] {1})
            .text("columns")
            .tensor("FloatStorage", "0", 600_000, 0, new long[] {2, 300_000}, new long[] {1, 2})
            .op('u')
            .stop();
    StateDict read =
        Checkpoints.load(TorchFiles.zip(file(), pickle, Map.of("0", TorchFiles.floats(values))));
    assertThat(read.get("late").data()).startsWith(262_100).endsWith(262_199);
    assertThat(read.get("columns").data()[299_999]).isEqualTo(599_998);
    assertThat(read.get("columns").data()[300_000]).isEqualTo(1);
  }

  @Test
  void allStorageTypesAreConverted() throws IOException {
    Map<String, byte[]> storages = new LinkedHashMap<>();
    PickleBytes pickle = PickleBytes.protocol2().op('}').op('(');
    String[] types = {"Double", "Half", "BFloat16", "Long", "Int", "Short", "Char", "Byte", "Bool"};
    ByteBuffer[] data = {
      little(8).putDouble(0.5),
      little(2).putShort((short) 0x3C00),
      little(2).putShort((short) 0xBF80),
      little(8).putLong(-7),
      little(4).putInt(8),
      little(2).putShort((short) -9),
      little(1).put((byte) -10),
      little(1).put((byte) 200),
      little(1).put((byte) 1)
    };
    for (int i = 0; i < types.length; i++) {
      storages.put(types[i], data[i].array());
      pickle.text(types[i]);
      pickle.tensor(types[i] + "Storage", types[i], 1, 0, new long[] {1}, new long[] {1});
    }
    StateDict read = Checkpoints.load(TorchFiles.zip(file(), pickle.op('u').stop(), storages));
    assertThat(read.tensors().values().stream().map(t -> t.data()[0]))
        .containsExactly(0.5f, 1f, -1f, -7f, 8f, -9f, -10f, 200f, 1f);
    assertThat(read.storedType("BFloat16")).contains(StoredType.BF16);
  }

  @Test
  void parametersAndUntypedStoragesOfNewerVersionsAreRead() throws IOException {
    byte[] pickle =
        PickleBytes.protocol2()
            .op('}')
            .text("parameter")
            .global("torch._utils", "_rebuild_parameter_with_state")
            .op('(')
            .vector("0", 2)
            .raw(0x88)
            .emptyOrderedDict()
            .op('}')
            .op('t')
            .op('R')
            .op('s')
            .text("untyped")
            .global("torch._utils", "_rebuild_tensor_v3")
            .op('(')
            .op('(')
            .text("storage")
            .global("torch.storage", "UntypedStorage")
            .text("1")
            .text("cuda:0")
            .integer(8)
            .op('t')
            .op('Q')
            .integer(1)
            .tuple(1)
            .tuple(1)
            .raw(0x89)
            .emptyOrderedDict()
            .global("torch", "float32")
            .op('t')
            .op('R')
            .op('s')
            .stop();
    StateDict read =
        Checkpoints.load(
            TorchFiles.zip(
                file(),
                pickle,
                Map.of("0", TorchFiles.floats(1, 2), "1", TorchFiles.floats(3, 4))));
    assertThat(read.get("parameter").data()).containsExactly(1, 2);
    assertThat(read.get("untyped").data()).containsExactly(4);
  }

  @Test
  void theUsualNestingIsFoundAndAnotherCanBeSelected() throws IOException {
    byte[] pickle =
        PickleBytes.protocol2()
            .op('}')
            .op('(')
            .text("iters_start")
            .integer(500)
            .text("params")
            .op('}')
            .text("w")
            .vector("0", 1)
            .op('s')
            .text("params_ema")
            .op('}')
            .text("w")
            .vector("1", 1)
            .op('s')
            .text("optimizer")
            .op('}')
            .text("w")
            .vector("2", 1)
            .op('s')
            .op('u')
            .stop();
    Path file =
        TorchFiles.zip(
            file(),
            pickle,
            Map.of(
                "0", TorchFiles.floats(1), "1", TorchFiles.floats(2), "2", TorchFiles.floats(3)));
    assertThat(Checkpoints.load(file).get("w").data()).containsExactly(2);
    assertThat(Checkpoints.load(file, "params").get("w").data()).containsExactly(1);
    assertThat(Checkpoints.load(file, "optimizer").get("w").data()).containsExactly(3);
    assertThatThrownBy(() -> Checkpoints.load(file, "nothing"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("params_ema")
        .hasMessageContaining("optimizer");
  }

  @Test
  void aCommonModulePrefixIsRemovedButNotAPartialOne() throws IOException {
    assertThat(Checkpoints.load(twoVectors("module.a", "module.b")).names())
        .containsExactly("a", "b");
    assertThat(Checkpoints.load(twoVectors("module.a", "b")).names())
        .containsExactly("module.a", "b");
  }

  @Test
  void theLegacyLayoutSkipsUnusedStorages() throws IOException {
    byte[] pickle = PickleBytes.protocol2().op('}').text("w").vector("94", 3).op('s').stop();
    Path file = TorchFiles.legacy(file(), pickle, "94", TorchFiles.floats(1, 2, 3));
    assertThat(Checkpoints.load(file).get("w").data()).containsExactly(1, 2, 3);
  }

  @Test
  void numpyStatisticsAreRead() throws IOException {
    byte[] pickle =
        PickleBytes.protocol2()
            .op('}')
            .op('(')
            .text("mean")
            .bytes(numpyArray(0.5, -2))
            .text("size")
            .integer(3000)
            .op('u')
            .stop();
    StateDict read = Checkpoints.load(Files.write(file(), pickle));
    assertThat(read.names()).containsExactly("mean");
    assertThat(read.get("mean").data()).containsExactly(0.5f, -2);
    assertThat(read.storedType("mean")).contains(StoredType.F64);
  }

  @Test
  void otherFilesAreRejectedByName() throws IOException {
    for (byte[] content : new byte[][] {{}, {1, 2, 3}, new byte[100], {80, 75}}) {
      Path file = Files.write(file(), content);
      assertThatThrownBy(() -> Checkpoints.load(file))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("checkpoint.pth");
    }
    assertThatThrownBy(() -> Checkpoints.load(TorchFiles.zip(file(), new byte[0], Map.of())))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("ends early");
  }

  @Test
  void allMismatchesWithTheNetworkAreListed() {
    StateDict weights =
        StateDict.of(
            Map.of("a", Tensor.zeros(2), "extra", Tensor.zeros(1), "x.attn_mask", Tensor.zeros(9)));
    Map<String, long[]> expected =
        Map.of(
            "a", new long[] {3}, "b", new long[] {1}, "y.relative_position_index", new long[] {4});
    assertThatThrownBy(() -> ShapeCheck.require(weights, expected))
        .isInstanceOfSatisfying(
            CheckpointMismatch.class,
            mismatch -> {
              assertThat(mismatch.missing()).containsExactly("b");
              assertThat(mismatch.unexpected()).containsExactly("extra");
              assertThat(mismatch.wrongShapes()).containsExactly("a is [2], expected [3]");
            })
        .hasMessageContaining("1 missing (b)")
        .hasMessageContaining("1 unexpected (extra)");
  }

  private Path twoVectors(String first, String second) throws IOException {
    byte[] pickle =
        PickleBytes.protocol2()
            .emptyOrderedDict()
            .op('(')
            .text(first)
            .vector("0", 1)
            .text(second)
            .vector("1", 1)
            .op('u')
            .op('}') // the _metadata that state_dict() attaches
            .text("_metadata")
            .emptyOrderedDict()
            .op('s')
            .op('b')
            .stop();
    return TorchFiles.zip(
        file(), pickle, Map.of("0", TorchFiles.floats(1), "1", TorchFiles.floats(2)));
  }

  /** A float64 array as pickled by NumPy with protocol 2. */
  private static byte[] numpyArray(double... values) {
    byte[] elements = new byte[values.length * Double.BYTES];
    ByteBuffer.wrap(elements).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
    StringBuilder latin1 = new StringBuilder();
    for (byte b : elements) {
      latin1.append((char) (b & 0xFF));
    }
    byte[] pickle =
        new PickleBytes()
            .global("numpy.core.multiarray", "_reconstruct")
            .op('(')
            .global("numpy", "ndarray")
            .tuple(0)
            .text("b")
            .op('t')
            .op('R')
            .op('(')
            .integer(1)
            .tuple(values.length)
            .global("numpy", "dtype")
            .op('(')
            .text("f8")
            .raw(0x89, 0x88)
            .op('t')
            .op('R')
            .op('(')
            .integer(3)
            .text("<")
            .op('N')
            .op('t')
            .op('b')
            .raw(0x89)
            .global("_codecs", "encode")
            .text(latin1.toString())
            .text("latin1")
            .raw(0x86)
            .op('R')
            .op('t')
            .op('b')
            .stop();
    return Arrays.copyOf(pickle, pickle.length - 1);
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private Path file() {
    return folder.resolve("checkpoint.pth");
  }
}
