// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts within the limits of their fields. */
class StatusTextTest {
  private static final String FACE = "\uD83D\uDE00";

  @ParameterizedTest
  @CsvSource({"'', 3, ''", "abc, 3, abc", "abcd, 3, ab…", "abcd, 4, abcd", "abcdef, 1, …"})
  void aLongTextEndsWithAnEllipsisWithinTheLimit(String text, int maximum, String shortened) {
    assertThat(StatusText.shorten(text, maximum)).isEqualTo(shortened);
  }

  @Test
  void aCharacterOfTwoUnitsIsNotSplit() {
    assertThat(StatusText.shorten("ab" + FACE + "cd", 4)).isEqualTo("ab…");
    assertThat(StatusText.shorten("a" + FACE + "bcd", 4)).isEqualTo("a" + FACE + "…");
    assertThat(StatusText.shorten(FACE + FACE, 2)).isEqualTo("…");
  }

  /** UTF-8 has no half of a character: it would be replaced by a question mark. */
  @Test
  void everyShortenedTextCanBeWrittenAsUtf8() {
    String text = ("x" + FACE).repeat(20);
    for (int maximum = 1; maximum <= text.length(); maximum++) {
      String shortened = StatusText.shorten(text, maximum);

      assertThat(new String(shortened.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
          .as("maximum %d", maximum)
          .isEqualTo(shortened)
          .hasSizeLessThanOrEqualTo(maximum);
    }
  }
}
