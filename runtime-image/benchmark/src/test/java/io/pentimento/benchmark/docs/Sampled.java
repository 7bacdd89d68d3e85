// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One metric of a sampler compared with the baseline sampler, from docs/data/samplers.csv.
 *
 * @param calls the number of network calls per image
 * @param camera the camera of the images
 * @param seeds the number of seeds
 * @param subject what is compared: the pseudo targets or the models adapted to them
 * @param baseline the value of the baseline
 * @param answer of the test, for example {@code non-inferior}
 */
record Sampled(
    String sampler,
    String calls,
    String camera,
    String seeds,
    String subject,
    String metric,
    String baseline,
    String value,
    Improvement improvement,
    String answer) {

  static List<Sampled> read(Path file) throws IOException {
    return Csv.read(file).stream().map(Sampled::of).toList();
  }

  private static Sampled of(Map<String, String> row) {
    return new Sampled(
        row.get("sampler"),
        row.get("calls"),
        row.get("camera"),
        row.get("seeds"),
        row.get("subject"),
        row.get("metric"),
        row.get("baseline"),
        row.get("value"),
        new Improvement(row.get("improvement"), row.get("low"), row.get("high")),
        row.get("answer"));
  }

  /** The label of a row of a table or plot. */
  String label() {
    return sampler + ", " + camera;
  }
}
