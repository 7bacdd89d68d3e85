// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads comma-separated values without quotes; the first line names the columns. */
final class Csv {
  private Csv() {}

  /**
   * The rows of a file, by column name.
   *
   * @throws IllegalArgumentException if a row has another number of values than the first line
   */
  static List<Map<String, String>> read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    String[] columns = lines.get(0).split(",");
    return lines.stream().skip(1).map(line -> row(file, columns, line.split(",", -1))).toList();
  }

  private static Map<String, String> row(Path file, String[] columns, String[] values) {
    if (values.length != columns.length) {
      throw new IllegalArgumentException(
          "%s: expected %d values, found %s"
              .formatted(file, columns.length, String.join(",", values)));
    }
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < columns.length; i++) {
      row.put(columns[i], values[i]);
    }
    return row;
  }
}
