// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.checkpoint.CheckpointException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class PickleInputTest {
  private static final String TOO_LARGE = "the pickle is larger than 128 MiB, or damaged";

  /** More zeros than any pickle may have. */
  private final InputStream zeros =
      new InputStream() {
        @Override
        public int read() {
          return 0;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
          return length;
        }
      };

  @Test
  void numbersAreLittleEndianExceptFloats() throws IOException {
    PickleInput in = input(0xFF, 0x01, 0xFF, 0xFE, 0xFF, 0xFF, 0xFF, 1, 0, 0, 0, 0, 0, 0, 0x80);
    assertThat(in.unsignedByte()).isEqualTo(255);
    assertThat(in.unsignedShort()).isEqualTo(0xFF01);
    assertThat(in.int32()).isEqualTo(-2);
    assertThat(in.int64()).isEqualTo(Long.MIN_VALUE + 1);

    assertThat(input(0x40, 0x09, 0x21, 0xFB, 0x54, 0x44, 0x2D, 0x18).bigEndianDouble())
        .isEqualTo(Math.PI);
  }

  @Test
  void aLineEndsBeforeItsLineFeed() throws IOException {
    PickleInput in = input('a', 'b', '\n', '\n', 'c');

    assertThat(in.line()).isEqualTo("ab");
    assertThat(in.line()).isEmpty();
    assertThat(in.unsignedByte()).isEqualTo('c');
  }

  @Test
  void aPickleHasAtMost128Mebibytes() throws IOException {
    PickleInput in = new PickleInput(zeros);
    for (int mebibyte = 0; mebibyte < 127; mebibyte++) {
      in.byteString(1 << 20);
    }
    in.byteString((1 << 20) - 1);
    assertThat(in.unsignedByte()).isZero();

    assertThatThrownBy(in::unsignedByte)
        .isInstanceOf(CheckpointException.class)
        .hasMessage(TOO_LARGE);
  }

  @Test
  void aLengthBeyondTheLimitIsRejectedBeforeAllocation() {
    assertThatThrownBy(() -> new PickleInput(zeros).text((128L << 20) + 1)).hasMessage(TOO_LARGE);
    assertThatThrownBy(() -> new PickleInput(zeros).text(Long.MAX_VALUE)).hasMessage(TOO_LARGE);
    assertThatThrownBy(() -> new PickleInput(zeros).text(-1)).hasMessage(TOO_LARGE);
  }

  @Test
  void anEndWithinAValueIsATruncation() {
    assertThatThrownBy(() -> input(1, 2).int32()).hasMessageContaining("ends early");
    assertThatThrownBy(() -> input('a').line()).hasMessageContaining("ends early");
    assertThatThrownBy(() -> input('a').text(2)).hasMessageContaining("ends early");
    assertThatThrownBy(() -> input().unsignedByte())
        .isInstanceOf(CheckpointException.class)
        .hasMessage("the pickle ends early: the file is truncated");
  }

  private static PickleInput input(int... bytes) {
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    return new PickleInput(new ByteArrayInputStream(content));
  }
}
