package io.pentimento.worker.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.pentimento.validation.AdaptationJobValidator;
import io.pentimento.validation.Validation;
import io.pentimento.worker.local.ComparisonPlan.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonPlanTest {
  private static final Path BENCHMARK = Path.of("../../examples/benchmark");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {".", "codeformer"})
  void everyVariantOfTheBenchmarkIsAJobThatAnApiServerWouldAccept(String part) throws IOException {
    Path benchmark = BENCHMARK.resolve(part);
    ComparisonPlan plan = ComparisonPlan.read(benchmark.resolve("comparison.yaml"));
    JsonNode job =
        new ObjectMapper(new YAMLFactory())
            .readTree(Files.readString(benchmark.resolve(plan.job())));
    List<Variant> variants =
        plan.groups().stream().flatMap(group -> group.variants().stream()).toList();

    assertThat(variants)
        .hasSizeGreaterThan(plan.groups().size())
        .allSatisfy(
            variant ->
                assertThat(
                        new AdaptationJobValidator()
                            .validate(ComparisonPlan.manifest(job, variant)))
                    .isInstanceOf(Validation.Valid.class));
  }

  @Test
  void aPlanWithoutAJobIsRefusedByFileAndField() throws IOException {
    Path plan = Files.writeString(folder.resolve("plan.yaml"), "groups: []\n");

    assertThatThrownBy(() -> ComparisonPlan.read(plan))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("plan.yaml: job is missing");
  }

  @Test
  void anUnknownFieldIsRefusedByItsName() throws IOException {
    Path plan = Files.writeString(folder.resolve("plan.yaml"), "job: job.yaml\nvariant: []\n");

    assertThatThrownBy(() -> ComparisonPlan.read(plan))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("Unrecognized field \"variant\"");
  }
}
