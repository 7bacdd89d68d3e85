// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The input of images/gpu-check/peer.py. */
class ScriptExportTest {
  @TempDir private Path folder;

  @BeforeEach
  void export() throws IOException {
    List<String> arguments = List.of("size=small", "networks=SWINIR,CODEFORMER", "out=" + folder);
    new ScriptExport(CheckOptions.of(arguments)).write();
  }

  @Test
  void theDescriptionNamesTheInputsAndTheFunction() throws IOException {
    JsonNode codeFormer = description("codeformer");

    assertThat(codeFormer.path("function").asText()).isEqualTo("forward");
    assertThat(codeFormer.path("inputs"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    "[{\"name\":\"x\",\"shape\":[-1,3,64,64]},{\"name\":\"w\",\"shape\":[]}]"));
    assertThat(Files.readString(folder.resolve("codeformer.py")))
        .contains("def forward(inputs: List[Tensor], w: List[Tensor]) -> List[Tensor]:");
  }

  @Test
  void theReducedNetworkSharesTheWeightsAndListsTheCasts() throws IOException {
    JsonNode reduced = description("swinir-reduced");
    StateDict stored = Safetensors.read(folder.resolve(reduced.path("weights").asText()));

    assertThat(reduced.path("weights").asText()).isEqualTo("swinir.safetensors");
    assertThat(reduced.path("weightShapes"))
        .extracting(each -> each.path("type").asText())
        .contains("FLOAT", "REDUCED", "INTEGER");
    assertThat(reduced.path("weightShapes"))
        .extracting(each -> each.path("name").asText())
        .filteredOn(name -> !stored.names().contains(name))
        .as("only the type of this input matters; peer.py does not need its values")
        .containsOnly("reference");
  }

  private JsonNode description(String name) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(name + ".json").toFile());
  }
}
