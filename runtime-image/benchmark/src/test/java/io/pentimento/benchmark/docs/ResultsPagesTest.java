// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResultsPagesTest {
  private static final Path DOCS = Path.of("../../docs");
  private static final List<String> SERIES = List.of("pseudo targets", "adapted model");

  private final Map<String, List<Measured>> groups =
      Measured.byGroup(DOCS.resolve("data/variants.csv"));
  private final List<Sampled> samplers = Sampled.read(DOCS.resolve("data/samplers.csv"));

  ResultsPagesTest() throws IOException {}

  @Test
  void theAppendixAgreesWithTheData() throws IOException {
    assertCurrent(DOCS.resolve("results-appendix.md"), Appendix.page(groups, samplers));
  }

  @Test
  void everyGroupHasACurrentPlot() throws IOException {
    for (var group : groups.entrySet()) {
      IntervalPlot plot = new IntervalPlot(SERIES);
      for (Measured row : group.getValue()) {
        List<Improvement> shown =
            Stream.concat(row.targetsOverBase().stream(), Stream.of(row.adaptedOverBase()))
                .toList();
        plot.add(row.metric(), row.variant(), shown);
      }
      assertCurrent(plot(group.getKey()), plot.svg());
    }
  }

  @Test
  void theSamplersHaveCurrentPlots() throws IOException {
    for (String subject : subjects()) {
      IntervalPlot plot = new IntervalPlot(List.of(subject));
      samplers.stream()
          .filter(row -> row.subject().equals(subject))
          .forEach(row -> plot.add(row.metric(), row.label(), List.of(row.improvement())));
      assertCurrent(plot("Samplers: " + subject), plot.svg());
    }
  }

  private List<String> subjects() {
    return samplers.stream().map(Sampled::subject).distinct().toList();
  }

  @Test
  void theResultsPageShowsEveryPlot() throws IOException {
    String page = Files.readString(DOCS.resolve("results.md"));
    assertThat(
            Stream.concat(
                groups.keySet().stream(), subjects().stream().map(each -> "Samplers: " + each)))
        .allSatisfy(group -> assertThat(page).contains("(plots/" + fileName(group) + ")"));
  }

  private static Path plot(String group) {
    return DOCS.resolve("plots").resolve(fileName(group));
  }

  private static String fileName(String group) {
    return group.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".svg";
  }

  /** Fails if the committed file differs; {@code -Dresults.update=true} writes it. */
  private static void assertCurrent(Path committed, String generated) throws IOException {
    if (Boolean.getBoolean("results.update")) {
      Files.createDirectories(committed.getParent());
      Files.writeString(committed, generated);
    }
    assertThat(Files.exists(committed) ? Files.readString(committed) : "")
        .as(
            "%s differs from docs/data; ./mvnw -pl runtime-image/benchmark -am test"
                + " -Dtest=ResultsPagesTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dresults.update=true writes it",
            committed)
        .isEqualTo(generated);
  }
}
