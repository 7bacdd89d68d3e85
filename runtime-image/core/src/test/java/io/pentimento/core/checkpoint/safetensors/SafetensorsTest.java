// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.Half;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.StoredType;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void aRoundTripKeepsTheOrder() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("z.weight", Tensor.of(new float[] {1.5f, -2, 3e-30f, Float.MAX_VALUE}, 2, 2));
    tensors.put("a.bias", Tensor.of(new float[] {0.1f}, 1));
    tensors.put("scalar", Tensor.of(new float[] {7}));
    tensors.put("empty", Tensor.zeros(0, 3));
    Path file = folder.resolve("w.safetensors");
    Safetensors.write(file, StateDict.of(tensors), Map.of("architecture", "SwinIR"));

    StateDict read = Safetensors.read(file);

    assertThat(read.names()).containsExactly("z.weight", "a.bias", "scalar", "empty");
    assertThat(read.get("z.weight").shape()).containsExactly(2, 2);
    assertThat(read.get("z.weight").data()).containsExactly(1.5f, -2, 3e-30f, Float.MAX_VALUE);
    assertThat(read.get("scalar").rank()).isZero();
    assertThat(read.get("empty").shape()).containsExactly(0, 3);
    assertThat(read.storedType("a.bias")).contains(StoredType.F32);
    assertThat(Safetensors.metadata(file)).containsEntry("architecture", "SwinIR");
  }

  @Test
  void theOrderOfTheMetadataDoesNotChangeTheFile() throws IOException {
    StateDict weights = StateDict.of(Map.of("w", Tensor.of(new float[] {1}, 1)));
    Map<String, String> forwards = new LinkedHashMap<>();
    forwards.put("architecture", "SwinIR");
    forwards.put("hyperparameters", "{}");
    Map<String, String> backwards = new LinkedHashMap<>();
    backwards.put("hyperparameters", "{}");
    backwards.put("architecture", "SwinIR");
    Path one = folder.resolve("one.safetensors");
    Path other = folder.resolve("other.safetensors");

    Safetensors.write(one, weights, forwards);
    Safetensors.write(other, weights, backwards);

    assertThat(one).hasSameBinaryContentAs(other);
  }

  @Test
  void tensorsLargerThanTheBufferSurviveARoundTrip() throws IOException {
    float[] data = new float[700_001];
    for (int i = 0; i < data.length; i++) {
      data[i] = i * 0.25f;
    }
    Path file = folder.resolve("w.safetensors");
    Safetensors.write(file, StateDict.of(Map.of("w", Tensor.of(data, data.length))), Map.of());
    assertThat(Safetensors.read(file).get("w").data()).isEqualTo(data);
  }

  @Test
  void halfPrecisionRoundsToNearestEven() throws IOException {
    float[] data = {
      1, -0.0f, 65504, 65520, 1e-8f, 0x1p-24f, 0x1.8p-24f, 1 + 0x1p-11f, 1 + 0x3p-11f, -1e6f
    };
    Path file = folder.resolve("w.safetensors");
    Safetensors.writeHalf(file, StateDict.of(Map.of("w", Tensor.of(data, data.length))), Map.of());
    StateDict read = Safetensors.read(file);
    assertThat(read.storedType("w")).contains(StoredType.F16);
    assertThat(read.get("w").data())
        .containsExactly(
            1,
            -0.0f,
            65504,
            Float.POSITIVE_INFINITY,
            0,
            0x1p-24f,
            0x1p-23f,
            1,
            1 + 0x1p-9f,
            Float.NEGATIVE_INFINITY);
  }

  @Test
  void everyHalfSurvivesTheConversionToFloat() {
    for (int bits = 0; bits < 0x10000; bits++) {
      float value = Half.toFloat((short) bits);
      if (!Float.isNaN(value)) {
        assertThat(Half.fromFloat(value)).isEqualTo((short) bits);
      }
    }
    assertThat(Half.toFloat(Half.fromFloat(Float.NaN))).isNaN();
  }

  @Test
  void allStoredTypesAreConverted() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(31).order(ByteOrder.LITTLE_ENDIAN);
    data.putDouble(0.5).putFloat(0.25f).putShort((short) 0x3C00).putShort((short) 0xBF80);
    data.putInt(-3).putShort((short) -4).put((byte) -5).put((byte) 250).put((byte) 1);
    String header =
        "{'d':{'dtype':'F64','shape':[1],'data_offsets':[0,8]},"
            + "'f':{'dtype':'F32','shape':[1],'data_offsets':[8,12]},"
            + "'h':{'dtype':'F16','shape':[1],'data_offsets':[12,14]},"
            + "'b':{'dtype':'BF16','shape':[1],'data_offsets':[14,16]},"
            + "'i':{'dtype':'I32','shape':[1],'data_offsets':[16,20]},"
            + "'s':{'dtype':'I16','shape':[1],'data_offsets':[20,22]},"
            + "'c':{'dtype':'I8','shape':[1],'data_offsets':[22,23]},"
            + "'u':{'dtype':'U8','shape':[1],'data_offsets':[23,24]},"
            + "'t':{'dtype':'BOOL','shape':[1],'data_offsets':[24,25]}}";
    StateDict read = Safetensors.read(file(header, Arrays.copyOf(data.array(), 25)));
    assertThat(read.tensors().values().stream().map(t -> t.data()[0]))
        .containsExactly(0.5f, 0.25f, 1f, -1f, -3f, -4f, -5f, 250f, 1f);
  }

  @Test
  void integersOf64BitsAreConverted() throws IOException {
    byte[] data = new byte[8];
    ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putLong(224);
    Path file = file("{'n':{'dtype':'I64','shape':[],'data_offsets':[0,8]}}", data);
    assertThat(Safetensors.read(file).get("n").data()).containsExactly(224f);
  }

  @Test
  void damagedHeadersAreRejected() throws IOException {
    Stream.of(
            "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}",
            "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}",
            "{'a':{'dtype':'F32','shape':[1],'data_offsets':[-4,0]}}",
            "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
            "{'a':{'dtype':'F8_E4M3','shape':[4],'data_offsets':[0,4]}}",
            "{'a':{'dtype':'F32','shape':[4611686018427387904,4],'data_offsets':[0,0]}}",
            "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},"
                + "'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
            "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},"
                + "'b':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
            "{'a':{'dtype':'F32','shape':[1.5],'data_offsets':[0,4]}}",
            "{'a':3}",
            "[]",
            "{'a'")
        .forEach(
            header ->
                assertThatThrownBy(() -> Safetensors.read(file(header, new byte[4])))
                    .as(header)
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("w.safetensors"));
  }

  @Test
  void aHeaderLargerThanTheFileIsRejectedWithoutAllocation() throws IOException {
    Path file = folder.resolve("w.safetensors");
    for (long claim : new long[] {Long.MAX_VALUE, -1, 1L << 40, 9}) {
      Files.write(
          file, ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(claim).array());
      assertThatThrownBy(() -> Safetensors.read(file))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("is invalid");
    }
    Files.write(file, new byte[3]);
    assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(CheckpointException.class);
  }

  @Test
  void aFailedWriteKeepsTheOldFileAndLeavesNoTemporaryFile() throws IOException {
    Path file = folder.resolve("w.safetensors");
    StateDict old = StateDict.of(Map.of("w", Tensor.of(new float[] {1}, 1)));
    Safetensors.write(file, old, Map.of());
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(ByteBuffer.wrap(new byte[100]));
                      throw new IOException("No space left on device");
                    }))
        .hasMessageContaining("No space left");
    assertThat(Safetensors.read(file).get("w").data()).containsExactly(1);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  private Path file(String header, byte[] data) throws IOException {
    byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    ByteBuffer all =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    all.putLong(json.length).put(json).put(data);
    return Files.write(folder.resolve("w.safetensors"), all.array());
  }
}
