// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.docs;

import io.pentimento.reason.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The Markdown list of one enum of reasons, between two comments that mark its place. */
record ReasonList(String name, List<Reason> reasons) {
  private static final String END = "<!-- end -->";
  private static final int COLUMNS = 120;

  static ReasonList of(Class<? extends Reason> type) {
    return new ReasonList(type.getSimpleName(), Arrays.asList(type.getEnumConstants()));
  }

  String replacedIn(String page) {
    String begin = "<!-- generated from %s -->\n".formatted(name);
    int from = page.indexOf(begin) + begin.length();
    int to = page.indexOf(END, from);
    if (from < begin.length() || to < 0) {
      throw new IllegalStateException("The page has no place for " + name);
    }
    return page.substring(0, from) + markdown() + page.substring(to);
  }

  private String markdown() {
    return reasons.stream().map(ReasonList::item).collect(Collectors.joining("", "\n", "\n"));
  }

  private static String item(Reason reason) {
    String action = reason.action().isEmpty() ? "" : " *Action:* " + reason.action();
    return wrapped("* `%s`: %s%s".formatted(reason.word(), reason.meaning(), action));
  }

  private static String wrapped(String text) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ")) {
      if (column > 0 && column + 1 + word.length() > COLUMNS) {
        lines.append("\n  ");
        column = 2;
      } else if (column > 0) {
        lines.append(' ');
        column++;
      }
      lines.append(word);
      column += word.length();
    }
    return lines.append('\n').toString();
  }
}
