// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.pentimento.validation.AdaptationJobValidator;
import io.pentimento.validation.Validation;
import io.pentimento.worker.compare.ComparisonPlan.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ComparisonPlanTest {
  private static final Path BENCHMARK = Path.of("../../examples/benchmark");

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("plansOfTheBenchmark")
  void everyVariantOfTheBenchmarkIsAValidJob(Path file) throws IOException {
    ComparisonPlan plan = ComparisonPlan.read(file);
    JsonNode job =
        new ObjectMapper(new YAMLFactory())
            .readTree(Files.readString(file.resolveSibling(plan.job())));
    List<Variant> variants = plan.variants();

    assertThat(variants)
        .hasSizeGreaterThan(plan.groups().size())
        .allSatisfy(
            variant ->
                assertThat(
                        new AdaptationJobValidator()
                            .validate(ComparisonPlan.manifest(job, variant)))
                    .isInstanceOf(Validation.Valid.class));
  }

  private static List<Path> plansOfTheBenchmark() throws IOException {
    try (Stream<Path> files = Files.walk(BENCHMARK)) {
      List<Path> plans = files.filter(file -> file.endsWith("comparison.yaml")).sorted().toList();
      assertThat(plans).hasSizeGreaterThan(3);
      return plans;
    }
  }

  @Test
  void aPlanWithoutAJobIsRejectedByFileAndField() throws IOException {
    Path plan = Files.writeString(folder.resolve("plan.yaml"), "groups: []\n");

    assertThatThrownBy(() -> ComparisonPlan.read(plan))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("plan.yaml: job is missing");
  }

  @Test
  void aTrialRunsEveryVariantUnderEveryConditionSeedBySeed() throws IOException {
    ComparisonPlan plan = ComparisonPlan.read(BENCHMARK.resolve("samplers/comparison.yaml"));

    assertThat(plan.variants()).hasSize(12 * 2 * 3);
    assertThat(plan.variants().get(0).name()).isEqualTo("ddpm-250-moderate-10000");
    assertThat(plan.variants().get(13).name()).isEqualTo("solver-8-severe-10000");
    JsonNode spec = plan.variants().get(25).spec();
    assertThat(spec.at("/pseudoTargets/sampler/type").asText()).isEqualTo("DPMSolver");
    assertThat(spec.at("/pseudoTargets/seed").asLong()).isEqualTo(2);
    assertThat(spec.at("/fineTuning/seed").asLong()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "baseline: {name: b}            | has no baseline",
        "candidates: [{name: c}]        | has no candidates",
        "seeds: [1]                     | has no seeds",
        "conditions: [{name: d}]        | has no conditions",
        "metrics: [PSNR]                | has no metrics",
        "margin: 0.02                   | needs a margin of at least 0 and below 1",
      })
  void anIncompleteTrialIsRejectedByTitleAndPart(String part, String sentence) throws IOException {
    String trial =
        "{title: T, margin: 0.02, metrics: [PSNR], seeds: [1], conditions: [{name: d}],"
            + " baseline: {name: b}, candidates: [{name: c}]}";
    String without = trial.replace(part, part.startsWith("margin") ? "margin: 2" : "note: n");
    Path plan =
        Files.writeString(folder.resolve("plan.yaml"), "job: j.yaml\ntrials: [" + without + "]");

    assertThatThrownBy(() -> ComparisonPlan.read(plan))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("plan.yaml: trial 'T' " + sentence);
  }

  @Test
  void anUnknownFieldIsRejectedByName() throws IOException {
    Path plan = Files.writeString(folder.resolve("plan.yaml"), "job: job.yaml\nvariant: []\n");

    assertThatThrownBy(() -> ComparisonPlan.read(plan))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("Unrecognized field \"variant\"");
  }
}
