// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One metric of the pseudo targets of one sampler, from docs/data/samplers.csv.
 *
 * @param calls the number of network calls per image
 * @param improvement over the baseline sampler; empty for the baseline
 */
record Sampled(
    String sampler, String calls, String metric, String value, Optional<Improvement> improvement) {

  static List<Sampled> read(Path file) throws IOException {
    return Csv.read(file).stream().map(Sampled::of).toList();
  }

  private static Sampled of(Map<String, String> row) {
    String mean = row.get("improvement");
    return new Sampled(
        row.get("sampler"),
        row.get("calls"),
        row.get("metric"),
        row.get("value"),
        mean.isEmpty()
            ? Optional.empty()
            : Optional.of(new Improvement(mean, row.get("low"), row.get("high"))));
  }
}
