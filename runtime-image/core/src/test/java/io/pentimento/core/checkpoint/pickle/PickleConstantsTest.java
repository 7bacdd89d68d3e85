// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every opcode that pushes a number, a string or a constant. */
class PickleConstantsTest {

  static Stream<Arguments> constants() {
    return Stream.of(
        arguments("None", bytes('N'), null),
        arguments("true", bytes(0x88), true),
        arguments("false", bytes(0x89), false),
        arguments("one byte", bytes('K', 0xFF), 255L),
        arguments("two bytes", bytes('M', 0x34, 0xF2), 0xF234L),
        arguments("four bytes", bytes('J', 0xFE, 0xFF, 0xFF, 0xFF), -2L),
        arguments("four bytes, positive", bytes('J', 0, 0, 0, 0x40), 1L << 30),
        arguments("a long without bytes", bytes(0x8A, 0), 0L),
        arguments("a long of one byte", bytes(0x8A, 1, 0x80), -128L),
        arguments("a long of two bytes", bytes(0x8A, 2, 0xFF, 0x00), 255L),
        arguments("a long of three bytes", bytes(0x8A, 3, 1, 2, 3), 0x030201L),
        arguments("a long with a four-byte length", bytes(0x8B, 2, 0, 0, 0, 0, 1), 256L),
        arguments("a float", bytes('G', 0xC0, 0x04, 0, 0, 0, 0, 0, 0), -2.5));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("constants")
  void numbersAndConstantsHaveTheirPythonValue(String name, int[] opcode, Object expected)
      throws IOException {
    assertThat(Unpickling.value(PickleBytes.protocol2().raw(opcode))).isEqualTo(expected);
  }

  /** The largest values that a Long holds, and the next ones. */
  static Stream<BigInteger> integersAroundTheRangeOfLong() {
    BigInteger max = BigInteger.valueOf(Long.MAX_VALUE);
    BigInteger min = BigInteger.valueOf(Long.MIN_VALUE);
    return Stream.of(max, max.add(BigInteger.ONE), min, min.subtract(BigInteger.ONE));
  }

  @ParameterizedTest
  @MethodSource("integersAroundTheRangeOfLong")
  void integersBeyondALongBecomeBigIntegers(BigInteger value) throws IOException {
    Object expected = value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;

    assertThat(Unpickling.value(longOf(value))).isEqualTo(expected);
  }

  @Test
  void integersOfUpTo255BytesAreRead() throws IOException {
    BigInteger largest = BigInteger.ONE.shiftLeft(255 * 8 - 1).subtract(BigInteger.ONE);

    assertThat(Unpickling.value(longOf(largest))).isEqualTo(largest);
  }

  @Test
  void longerIntegersAreRejected() {
    Unpickling.assertRejected(PickleBytes.protocol2().raw(0x8B, 0, 1, 0, 0))
        .hasMessage("the pickle has an integer of 256 bytes");
  }

  @Test
  void anIntegerOfNegativeLengthIsRejected() {
    Unpickling.assertRejected(PickleBytes.protocol2().raw(0x8B, 0xFF, 0xFF, 0xFF, 0xFF))
        .hasMessageContaining("larger than 128 MiB, or damaged");
  }

  static Stream<Arguments> lengths() {
    return Stream.of(
        arguments("short text", 0x8C, 1),
        arguments("text", (int) 'X', 4),
        arguments("long text", 0x8D, 8),
        arguments("short string of Python 2", (int) 'U', 1),
        arguments("string of Python 2", (int) 'T', 4),
        arguments("short bytes", (int) 'C', 1),
        arguments("bytes", (int) 'B', 4),
        arguments("long bytes", 0x8E, 8),
        arguments("bytearray", 0x96, 8));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lengths")
  void stringsHaveALengthOfOneFourOrEightBytes(String name, int opcode, int lengthBytes)
      throws IOException {
    assertThat(
            Unpickling.value(
                string(opcode, lengthBytes, "weight".getBytes(StandardCharsets.UTF_8))))
        .isEqualTo("weight");
    assertThat(Unpickling.value(string(opcode, lengthBytes, new byte[0]))).isEqualTo("");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x8C, 'X', 0x8D})
  void textIsUtf8(int opcode) throws IOException {
    byte[] utf8 = "gewicht_µ_重".getBytes(StandardCharsets.UTF_8);

    assertThat(Unpickling.value(string(opcode, opcode == 0x8C ? 1 : opcode == 'X' ? 4 : 8, utf8)))
        .isEqualTo("gewicht_µ_重");
  }

  @ParameterizedTest
  @ValueSource(ints = {'U', 'C'})
  void byteStringsHaveOneCharPerByte(int opcode) throws IOException {
    byte[] all = new byte[255];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) (i + 1);
    }
    String read = (String) Unpickling.value(string(opcode, 1, all));

    assertThat(read).hasSize(255);
    assertThat(read.charAt(0)).isEqualTo('\u0001');
    assertThat(read.charAt(254)).isEqualTo('\u00ff');
  }

  /** Lengths are unsigned in Python: 0x80000000 is 2 GiB, which no pickle of weights has. */
  @ParameterizedTest
  @ValueSource(ints = {'X', 'T', 'B'})
  void aStringOfTwoGibibytesIsRejected(int opcode) {
    Unpickling.assertRejected(PickleBytes.protocol2().raw(opcode, 0, 0, 0, 0x80))
        .hasMessage("the pickle is larger than 128 MiB, or damaged");
  }

  private static PickleBytes string(int opcode, int lengthBytes, byte[] content) {
    PickleBytes pickle = PickleBytes.protocol2().raw(opcode);
    for (int i = 0; i < lengthBytes; i++) {
      pickle.raw(i == 0 ? content.length : 0);
    }
    return pickle.bytes(content);
  }

  private static PickleBytes longOf(BigInteger value) {
    byte[] bigEndian = value.toByteArray();
    PickleBytes pickle = PickleBytes.protocol2().raw(0x8A, bigEndian.length);
    for (int i = bigEndian.length - 1; i >= 0; i--) {
      pickle.raw(bigEndian[i]);
    }
    return pickle;
  }

  private static int[] bytes(int... bytes) {
    return bytes;
  }
}
