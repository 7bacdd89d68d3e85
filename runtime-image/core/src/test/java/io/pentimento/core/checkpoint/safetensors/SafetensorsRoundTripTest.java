// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.Half;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.StoredType;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsRoundTripTest {
  @TempDir Path folder;

  @RepeatedTest(10)
  void anyTensorsSurviveARoundTrip(RepetitionInfo repetition) throws IOException {
    Random random = new Random(repetition.getCurrentRepetition());
    StateDict written = tensors(random);

    Safetensors.write(file(), written, Map.of());
    StateDict read = Safetensors.read(file());

    assertThat(read.names()).containsExactlyElementsOf(written.names());
    for (String name : written.names()) {
      assertThat(read.get(name).shape()).isEqualTo(written.get(name).shape());
      assertThat(read.get(name).data()).isEqualTo(written.get(name).data());
      assertThat(read.storedType(name)).contains(StoredType.F32);
    }
  }

  @RepeatedTest(5)
  void halfPrecisionStoresTheNearestHalf(RepetitionInfo repetition) throws IOException {
    StateDict written = tensors(new Random(repetition.getCurrentRepetition()));

    Safetensors.writeHalf(file(), written, Map.of());

    for (String name : written.names()) {
      float[] halves = Safetensors.read(file()).get(name).data();
      for (int k = 0; k < halves.length; k++) {
        assertThat(halves[k]).isEqualTo(Half.toFloat(Half.fromFloat(written.get(name).data()[k])));
      }
    }
  }

  /** The length of the header is the next multiple of 8, as the format requires. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
  void theDataAreAligned(int nameLength) throws IOException {
    String name = "n".repeat(nameLength);
    Safetensors.write(file(), StateDict.of(Map.of(name, Tensor.of(new float[] {5}, 1))), Map.of());
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file())).order(ByteOrder.LITTLE_ENDIAN);

    long header = bytes.getLong(0);

    assertThat(header % 8).isZero();
    assertThat(bytes.capacity()).isEqualTo(8 + header + 4);
    assertThat(bytes.getFloat((int) (8 + header))).isEqualTo(5);
    assertThat(new String(bytes.array(), 8, (int) header, StandardCharsets.UTF_8))
        .matches("[{].*[}] {0,7}");
  }

  @Test
  void aFileWithoutTensorsIsReadBack() throws IOException {
    Safetensors.write(file(), StateDict.empty(), Map.of("note", "nothing"));

    assertThat(Safetensors.read(file()).size()).isZero();
    assertThat(Safetensors.metadata(file())).containsExactly(Map.entry("note", "nothing"));
  }

  @Test
  void theFormatIsRecognisedFromTheContent() throws IOException {
    Safetensors.write(file(), StateDict.empty(), Map.of());
    assertThat(Safetensors.isSafetensors(file())).isTrue();

    Files.writeString(file(), "{}");
    assertThat(Safetensors.isSafetensors(file())).isFalse();
  }

  @Test
  void aHeaderLengthBeyondTheLimitIsRejected() throws IOException {
    long limit = Safetensors.MAX_HEADER_BYTES;
    try (RandomAccessFile sparse = new RandomAccessFile(file().toFile(), "rw")) {
      sparse.writeLong(Long.reverseBytes(limit + 1));
      sparse.setLength(limit + 100);
    }

    assertThatThrownBy(() -> Safetensors.read(file()))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "%s is not a safetensors file: its header length of %d bytes is invalid",
            file(), limit + 1);
  }

  private static StateDict tensors(Random random) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int n = 0; n < 4; n++) {
      long[] shape = random.longs(random.nextInt(4), 0, 6).toArray();
      Tensor tensor = Tensor.zeros(shape);
      for (int k = 0; k < tensor.size(); k++) {
        tensor.data()[k] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(9) - 4));
      }
      tensors.put("tensor." + random.nextInt() + "." + n, tensor);
    }
    return StateDict.of(tensors);
  }

  private Path file() {
    return folder.resolve("w.safetensors");
  }
}
