// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceDirectoryTest {
  private final ReferenceDirectory directory = ReferenceDirectory.packaged();

  @Test
  void networksAreFoundByTheirConstructedClass() throws IOException {
    assertThat(directory.cases(ReferenceKind.UNET))
        .extracting(ReferenceCase::name)
        .contains("unet_a", "unet_b");
    assertThat(directory.cases(ReferenceKind.SWINIR))
        .extracting(ReferenceCase::name)
        .contains("swinir_dtbfr", "swinir_classical_x4", "swinir_real_x4")
        .doesNotContain("swinir_finetune");
  }

  @Test
  void everyCaseHasAKnownKind() throws IOException {
    for (String name : directory.names()) {
      assertThat(directory.kind(name)).as(name).isPresent();
    }
    assertThat(directory.kind("swinir_finetune")).contains(ReferenceKind.SWINIR_FINE_TUNING);
    assertThat(directory.kind("metrics")).contains(ReferenceKind.METRICS);
  }

  @Test
  void aNewFileIsANewCase(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("anything.json"),
        "{\"constructor\":{\"class\":\"models.unet.UNetModel\",\"args\":{\"dims\":2}},"
            + "\"state_dict\":[[\"w\",[2,3],\"float32\"]],"
            + "\"noise_floor\":{\"c0\":{\"max_abs_diff_f32_vs_f64\":1e-6}}}");
    List<ReferenceCase> cases = new ReferenceDirectory(folder).cases(ReferenceKind.UNET);
    assertThat(cases).hasSize(1);
    ReferenceCase only = cases.get(0);
    assertThat(only.constructorArguments().path("dims").asInt()).isEqualTo(2);
    assertThat(only.stateShapes().get("w")).containsExactly(2, 3);
    assertThat(only.tolerance("c0")).isCloseTo(2e-5, within(1e-12));
    assertThat(only.tolerance("c1")).isEqualTo(1e-5);
    assertThat(only.checkpoint()).isEmpty();
    assertThat(only.arrays()).isEqualTo(Map.of());
  }

  @Test
  void theForwardPassesAreListedFromTheArrays() throws IOException {
    ReferenceCase unet = directory.read("unet_a");
    assertThat(unet.forwardPasses()).containsExactly("c0", "c1");
    assertThat(unet.tensor("c0_x").rank()).isEqualTo(4);
    assertThat(unet.checkpoint()).isPresent();
    assertThat(directory.read("swinir_dtbfr").forwardPasses()).isNotEmpty();
  }

  @Test
  void theErrorNamesAMissingArray() throws IOException {
    ReferenceCase unet = directory.read("unet_a");
    assertThatThrownBy(() -> unet.array("c9_x")).hasMessageContaining("c9_x");
    assertThatThrownBy(() -> directory.read("nothing")).hasMessageContaining("nothing");
    assertThatThrownBy(() -> new ReferenceDirectory(Path.of("/no/such/folder")))
        .hasMessageContaining("/no/such/folder");
  }
}
