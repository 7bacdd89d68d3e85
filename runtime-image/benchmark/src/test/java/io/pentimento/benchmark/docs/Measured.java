// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One metric of one variant of a benchmark job, from docs/data/variants.csv.
 *
 * @param group the table that the variant belongs to
 * @param base the value of the base model
 * @param targets the value of the pseudo targets; empty if the variant has none
 * @param adapted the value of the adapted model
 */
record Measured(
    String group,
    String variant,
    String metric,
    String base,
    String targets,
    String adapted,
    Optional<Improvement> targetsOverBase,
    Improvement adaptedOverBase) {

  /** All rows by group, in the order of the file. */
  static Map<String, List<Measured>> byGroup(Path file) throws IOException {
    Map<String, List<Measured>> groups = new LinkedHashMap<>();
    for (Map<String, String> row : Csv.read(file)) {
      Measured measured = of(row);
      groups.computeIfAbsent(measured.group, name -> new ArrayList<>()).add(measured);
    }
    return groups;
  }

  private static Measured of(Map<String, String> row) {
    return new Measured(
        row.get("group"),
        row.get("variant"),
        row.get("metric"),
        row.get("base"),
        row.get("targets"),
        row.get("adapted"),
        row.get("targets").isEmpty() ? Optional.empty() : Optional.of(improvement(row, "targets")),
        improvement(row, "adapted"));
  }

  private static Improvement improvement(Map<String, String> row, String of) {
    return new Improvement(
        row.get(of + "_improvement"), row.get(of + "_low"), row.get(of + "_high"));
  }
}
