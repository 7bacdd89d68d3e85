// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Opcodes that build data are executed; all other bytes are refused. */
class PickleOpcodesTest {
  private static final Set<Integer> ALLOWED =
      Stream.concat(
              ".NJKMGXUCTB)t]lae}dsu(012qrhjcRbQ".chars().boxed(),
              IntStream.of(
                      0x80, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8B, 0x8C, 0x8D, 0x8E, 0x8F, 0x90,
                      0x91, 0x93, 0x94, 0x95, 0x96)
                  .boxed())
          .collect(Collectors.toUnmodifiableSet());

  static IntStream otherBytes() {
    return IntStream.range(0, 256).filter(opcode -> !ALLOWED.contains(opcode));
  }

  @ParameterizedTest
  @MethodSource("otherBytes")
  void everyOtherByteIsRefusedWithItsCode(int opcode) {
    Unpickling.assertRejected(PickleBytes.protocol2().raw(opcode))
        .hasMessageStartingWith(
            "the pickle uses opcode 0x%02X, which is not allowed".formatted(opcode))
        .hasMessageContaining("nothing was executed")
        .hasMessageEndingWith("torch.save(model.state_dict(), FILE)");
  }

  @Test
  void noAllowedOpcodeIsRefused() {
    for (int opcode : ALLOWED) {
      Throwable failure =
          catchThrowable(() -> Unpickling.value(PickleBytes.protocol2().raw(opcode)));
      assertThat(failure == null ? "" : failure.getMessage())
          .as("opcode %02X", opcode)
          .doesNotContain("not allowed in weights");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void protocolsUpToFiveAreRead(int protocol) throws IOException {
    assertThat(Unpickling.value(new PickleBytes().raw(0x80, protocol, 'K', 1))).isEqualTo(1L);
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 127, 255})
  void laterProtocolsAreRejected(int protocol) {
    Unpickling.assertRejected(new PickleBytes().raw(0x80, protocol, 'K', 1))
        .hasMessage("the pickle has the unknown protocol " + protocol);
  }

  @Test
  void framesAreIgnored() throws IOException {
    assertThat(
            Unpickling.value(new PickleBytes().raw(0x80, 4, 0x95, 2, 0, 0, 0, 0, 0, 0, 0, 'K', 9)))
        .isEqualTo(9L);
  }

  @Test
  void theValueIsTheTopOfTheStackWhenThePickleStops() throws IOException {
    assertThat(Unpickling.value(PickleBytes.protocol2().raw('K', 1, 'K', 2))).isEqualTo(2L);
  }

  @Test
  void bytesAfterTheEndAreNotRead() throws IOException {
    byte[] pickle = PickleBytes.protocol2().raw('K', 1).stop();
    byte[] longer = Arrays.copyOf(pickle, pickle.length + 3);
    ByteArrayInputStream in = new ByteArrayInputStream(longer);

    assertThat(new Unpickler(in, new PickleResolver(), id -> id).load()).isEqualTo(1L);
    assertThat(in.available()).isEqualTo(3);
  }

  @Test
  void aPickleMayHaveTwoMillionSteps() throws IOException {
    byte[] longest = new byte[2_000_000];
    Arrays.fill(longest, (byte) '2');
    longest[0] = 'N';
    longest[longest.length - 1] = '.';
    assertThat(Unpickling.value(longest)).isNull();

    byte[] longer = Arrays.copyOf(longest, longest.length + 1);
    longer[longest.length - 1] = '2';
    longer[longest.length] = '.';
    Unpickling.assertRejected(longer).hasMessage("the pickle has more than 2000000 steps");
  }

  /** Every prefix of a pickle that uses each kind of opcode. */
  @Test
  void aTruncatedPickleIsRejectedAtEveryByte() throws IOException {
    byte[] whole =
        PickleBytes.protocol2()
            .op('}')
            .raw('q', 0)
            .op('(')
            .text("w")
            .emptyOrderedDict()
            .raw(0x8D, 2, 0, 0, 0, 0, 0, 0, 0, 'a', 'b')
            .raw('G', 0x3F, 0xF0, 0, 0, 0, 0, 0, 0)
            .text("size")
            .raw('J', 1, 0, 0, 0)
            .op('u')
            .stop();
    for (int length = 0; length < whole.length; length++) {
      Unpickling.assertRejected(Arrays.copyOf(whole, length))
          .as("the first %d of %d bytes", length, whole.length)
          .hasMessage("the pickle ends early: the file is truncated");
    }
  }
}
