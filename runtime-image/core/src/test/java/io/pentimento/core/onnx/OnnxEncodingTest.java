// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.CodedInputStream;
import io.pentimento.core.checkpoint.Half;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The wire format, read back by the official protobuf library, and the shapes of ports. */
class OnnxEncodingTest {

  @ParameterizedTest
  @ValueSource(
      longs = {0, 1, 127, 128, 16_383, 16_384, 1L << 35, Long.MAX_VALUE, -1, Long.MIN_VALUE})
  void integersAreVarints(long value) throws IOException {
    CodedInputStream in = read(new ProtoMessage().integer(7, value));

    assertThat(in.readTag() >> 3).isEqualTo(7);
    assertThat(in.readInt64()).isEqualTo(value);
    assertThat(in.isAtEnd()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 2047, 2048, 536_870_911})
  void fieldsHaveAnyNumber(int field) throws IOException {
    assertThat(read(new ProtoMessage().integer(field, 0)).readTag() >>> 3).isEqualTo(field);
  }

  @Test
  void fieldsOfEveryKindFollowInOrder() throws IOException {
    ProtoMessage nested = new ProtoMessage().text(1, "weight").integer(2, 300);
    ProtoMessage message =
        new ProtoMessage().real(1, -0.5f).bytes(2, nested).integer(3, 9).text(4, "µ").text(5, "");
    CodedInputStream in = read(message);

    assertThat(in.readTag() >> 3).isEqualTo(1);
    assertThat(in.readFloat()).isEqualTo(-0.5f);
    assertThat(in.readTag() >> 3).isEqualTo(2);
    assertThat(in.readByteArray()).isEqualTo(bytes(nested));
    assertThat(in.readTag() >> 3).isEqualTo(3);
    assertThat(in.readInt64()).isEqualTo(9);
    assertThat(in.readTag() >> 3).isEqualTo(4);
    assertThat(in.readString()).isEqualTo("µ");
    assertThat(in.readTag() >> 3).isEqualTo(5);
    assertThat(in.readString()).isEmpty();
    assertThat(in.isAtEnd()).isTrue();
  }

  @Test
  void theLengthIsKnownBeforeAMessageIsWritten() throws IOException {
    ProtoMessage inner = new ProtoMessage().text(1, "x".repeat(200)).integer(2, 1);
    ProtoMessage outer = new ProtoMessage().integer(1, 5).bytes(2, inner).real(3, 1);

    assertThat(inner.length()).isEqualTo(bytes(inner).length);
    assertThat(outer.length()).isEqualTo(bytes(outer).length);
    assertThat(new ProtoMessage().length()).isZero();
  }

  /** Numbers are written in blocks of 64 KiB. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 32_768, 32_769, 70_000})
  void listsOfAnyLengthAreWrittenCompletely(int count) throws IOException {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i % 1000 - 0.25f;
    }
    ByteBuffer floats = little(bytes(Payload.floats(count, () -> values)));
    ByteBuffer halves = little(bytes(Payload.halves(count, () -> values)));

    assertThat(floats.capacity()).isEqualTo(4 * count);
    assertThat(halves.capacity()).isEqualTo(2 * count);
    assertThat(Payload.floats(count, () -> values).length()).isEqualTo(4L * count);
    assertThat(Payload.halves(count, () -> values).length()).isEqualTo(2L * count);
    for (int i = 0; i < count; i++) {
      if (floats.getFloat(4 * i) != values[i]
          || halves.getShort(2 * i) != Half.fromFloat(values[i])) {
        throw new AssertionError("number %d of %d".formatted(i, count));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Conv, body.0.weight, true",
    "MatMul, body.0.weight, true",
    "Gemm, body.0.weight, true",
    "Conv, conv_last.weight, false",
    "Add, body.0.weight, false",
    "LayerNormalization, body.0.weight, false"
  })
  void layersWithWeightsAreHalvedExceptTheNamedOnes(
      String operator, String weight, boolean halved) {
    GraphPrecision mixed = GraphPrecision.float16(Set.of("conv_last."));

    assertThat(mixed.halves(operator, weight)).isEqualTo(halved);
    assertThat(GraphPrecision.FLOAT32.halves(operator, weight)).isFalse();
  }

  @Test
  void aPortAcceptsItsShapeWithAnySizeWhereItIsOpen() {
    Port port = new Port("image", DataType.FLOAT, new long[] {-1, 3, 8, -1});

    assertThatCode(() -> port.check(new long[] {5, 3, 8, 1})).doesNotThrowAnyException();
    for (long[] other : new long[][] {{5, 4, 8, 1}, {5, 3, 8}, {5, 3, 8, 1, 1}, {}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> port.check(other))
          .withMessageStartingWith("The model's input 'image' has the shape [any, 3, 8, any];");
    }
  }

  @Test
  void theShapeOfAPortCannotBeChanged() {
    Port port = new Port("w", DataType.FLOAT, new long[] {4});
    port.shape()[0] = 9;

    assertThat(port.shape()).containsExactly(4);
  }

  private static CodedInputStream read(ProtoMessage message) throws IOException {
    return CodedInputStream.newInstance(bytes(message));
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] bytes(Payload payload) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    payload.writeTo(out);
    return out.toByteArray();
  }
}
