// SPDX-License-Identifier: Apache-2.0
package io.pentimento.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares committed files with their generated content, or updates them. */
final class Drift {
  private Drift() {}

  /**
   * Fails if the file differs from its generated content; {@code -Dcharts.update=true} writes it.
   */
  static void check(Path committed, String made) throws IOException {
    if (Boolean.getBoolean("charts.update")) {
      Files.writeString(committed, made);
    }
    assertThat(Files.exists(committed) ? Files.readString(committed) : "")
        .as(
            "%s is older than what it is made from; ./mvnw -pl charts -am test -Dcharts.update=true"
                + " -Dtest='ChartTest,ManifestsTest' -Dsurefire.failIfNoSpecifiedTests=false writes"
                + " it anew",
            committed)
        .isEqualTo(made);
  }
}
