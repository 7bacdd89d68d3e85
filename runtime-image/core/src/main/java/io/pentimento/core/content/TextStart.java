// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.content;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** The beginning of a text file, in lower case, without byte order mark and leading white space. */
final class TextStart {
  private TextStart() {}

  static Predicate<byte[]> begins(String with) {
    return start -> of(start).filter(text -> text.startsWith(with)).isPresent();
  }

  static Predicate<byte[]> contains(String part) {
    return start -> of(start).filter(text -> text.contains(part)).isPresent();
  }

  private static Optional<String> of(byte[] start) {
    if (!isText(start)) {
      return Optional.empty();
    }
    String text = new String(start, StandardCharsets.UTF_8).replace("\uFEFF", "");
    return Optional.of(text.stripLeading().toLowerCase(Locale.ROOT));
  }

  /** Whether there are no control characters except tabs and line ends. */
  private static boolean isText(byte[] start) {
    for (byte b : start) {
      boolean control = b >= 0 && b < ' ';
      if (control && b != '\t' && b != '\n' && b != '\r' && b != '\f') {
        return false;
      }
    }
    return true;
  }
}
