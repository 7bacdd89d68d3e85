// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhiloxTest {

  @ParameterizedTest
  @CsvSource({
    "00000000 00000000 00000000 00000000, 00000000 00000000, 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff, 408f276d 41c83b0e a20bc7c6 6d5451fd",
    "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0, d16cfe09 94fdcceb 5001e420 24126ea1",
  })
  void agreesWithThePublishedKnownAnswers(String counter, String key, String expected) {
    int[] words = words(counter);
    int[] k = words(key);
    Philox.encrypt(words, k[0], k[1]);
    assertThat(words).containsExactly(words(expected));
  }

  private static int[] words(String hex) {
    String[] each = hex.split(" ", -1);
    return IntStream.range(0, each.length).map(i -> HexFormat.fromHexDigits(each[i])).toArray();
  }
}
