// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.control;

import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Sets of completion indexes as a Job's status writes them: {@code 0,2-4}. */
public final class Indexes {
  private Indexes() {}

  public static NavigableSet<Integer> parse(String text) {
    NavigableSet<Integer> indexes = new TreeSet<>();
    if (text != null && !text.isEmpty()) {
      for (String part : text.split(",", -1)) {
        String[] ends = part.split("-", -1);
        IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
            .forEach(indexes::add);
      }
    }
    return indexes;
  }

  public static String format(NavigableSet<Integer> indexes) {
    StringBuilder text = new StringBuilder();
    for (int first : indexes) {
      if (!indexes.contains(first - 1)) {
        int last = first;
        while (indexes.contains(last + 1)) {
          last++;
        }
        String separator = text.isEmpty() ? "" : ",";
        text.append(separator).append(last == first ? "" + first : first + "-" + last);
      }
    }
    return text.toString();
  }
}
