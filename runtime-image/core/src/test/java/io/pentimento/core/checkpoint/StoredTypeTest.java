// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StoredTypeTest {

  /** Little-endian bytes in hexadecimal, and their value. */
  @ParameterizedTest
  @CsvSource({
    "F64, 9a9999999999b9bf, -0.1",
    "F32, 0000c03f, 1.5",
    "F16, 003c, 1",
    "F16, ffff, NaN",
    "F16, 00fc, -Infinity",
    "F16, 0180, -5.9604644775390625E-8",
    "BF16, 803f, 1",
    "BF16, 49c0, -3.140625",
    "BF16, 807f, Infinity",
    "I64, ffffffffffffff7f, 9.223372036854775807E18",
    "I64, feffffffffffffff, -2",
    "I32, 00000080, -2147483648",
    "I16, ff7f, 32767",
    "I16, 0080, -32768",
    "I8, 80, -128",
    "U8, 80, 128",
    "U8, ff, 255",
    "BOOL, 00, 0",
    "BOOL, 01, 1",
    "BOOL, ff, 1"
  })
  void anElementIsReadFromItsLittleEndianBytes(StoredType type, String hex, double value) {
    ByteBuffer bytes = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < hex.length() / 2; i++) {
      bytes.put(1 + i, (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16));
    }

    assertThat(type.getDouble(bytes, 1)).isEqualTo(Double.valueOf(value));
    assertThat(type.bytes()).isEqualTo(hex.length() / 2);
  }

  @Test
  void integersAndBooleansAreIntegral() {
    assertThat(Arrays.stream(StoredType.values()).filter(StoredType::integral))
        .containsExactly(
            StoredType.I64,
            StoredType.I32,
            StoredType.I16,
            StoredType.I8,
            StoredType.U8,
            StoredType.BOOL);
  }

  @ParameterizedTest
  @EnumSource(StoredType.class)
  void aRangeOfElementsIsWidenedToFloats(StoredType type) {
    ByteBuffer bytes = ByteBuffer.allocate(5 * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < bytes.capacity(); i++) {
      bytes.put(i, (byte) (i * 37 % 60));
    }
    float[] to = {-1, -1, -1, -1, -1};

    type.widen(bytes, to, 1, 3);

    assertThat(to[0]).isEqualTo(-1);
    for (int i = 0; i < 3; i++) {
      assertThat(to[1 + i]).isEqualTo((float) type.getDouble(bytes, i * type.bytes()));
    }
    assertThat(to[4]).isEqualTo(-1);
  }
}
