// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.core.checkpoint.ShapeCheck;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.StoredType;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.core.reference.ReferenceCase;
import io.pentimento.core.reference.ReferenceDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files written by PyTorch. */
class ReferenceCheckpointsTest {
  private static final Map<String, StoredType> TYPES =
      Map.of("float32", StoredType.F32, "float16", StoredType.F16, "int64", StoredType.I64);

  static List<ReferenceCase> casesWithNetwork() throws IOException {
    ReferenceDirectory directory = ReferenceDirectory.configured();
    Stream.Builder<ReferenceCase> cases = Stream.builder();
    for (String name : directory.names()) {
      ReferenceCase reference = directory.read(name);
      if (!reference.stateShapes().isEmpty()) {
        cases.add(reference);
      }
    }
    return cases.build().toList();
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(ReferenceDirectory.configured().folder())) {
      return files.filter(file -> file.toString().endsWith(".pth")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("casesWithNetwork")
  void namesShapesTypesAndOrderAreThoseOfTheOriginal(ReferenceCase reference) throws IOException {
    StateDict weights = Checkpoints.load(reference.checkpoint().orElseThrow());
    assertThat(weights.names()).containsExactlyElementsOf(reference.stateShapes().keySet());
    for (JsonNode row : reference.json().path("state_dict")) {
      String name = row.get(0).asText();
      assertThat(weights.get(name).shape())
          .as(name)
          .isEqualTo(new ObjectMapper().convertValue(row.get(1), long[].class));
      assertThat(weights.storedType(name)).contains(TYPES.get(row.get(2).asText()));
    }
    assertThatCode(() -> ShapeCheck.require(weights, reference.stateShapes()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFileLoadsWithFiniteValuesThatAreNotAllZero(Path file) throws IOException {
    StateDict weights = Checkpoints.load(file);
    assertThat(weights.size()).isPositive();
    float sum = 0;
    for (String name : weights.names()) {
      for (float value : weights.get(name).data()) {
        assertThat(Float.isNaN(value)).as(name).isFalse();
        sum += Math.abs(value);
      }
    }
    assertThat(sum).isPositive();
  }

  @ParameterizedTest
  @MethodSource("files")
  void theFormatIsDetectedIndependentOfTheFileName(Path file, @TempDir Path folder)
      throws IOException {
    Path renamed = Files.copy(file, folder.resolve("weights.safetensors"));
    assertThat(Checkpoints.load(renamed).names()).isEqualTo(Checkpoints.load(file).names());
  }

  @ParameterizedTest
  @MethodSource("files")
  void theWeightsSurviveARoundTripThroughSafetensors(Path file, @TempDir Path folder)
      throws IOException {
    StateDict weights = Checkpoints.load(file);
    Path converted = folder.resolve("weights.pth");
    Safetensors.write(converted, weights, Map.of());
    StateDict again = Checkpoints.load(converted);
    assertThat(again.names()).containsExactlyElementsOf(weights.names());
    for (String name : weights.names()) {
      assertThat(again.get(name).data()).isEqualTo(weights.get(name).data());
    }
  }

  @Test
  void theDiscriminatorHasTheTensorsItsCaseLists() throws IOException {
    ReferenceDirectory directory = ReferenceDirectory.configured();
    Map<String, long[]> expected =
        ReferenceCase.shapes(
            directory.read("swinir_finetune").json().path("discriminator").path("state_dict"));
    StateDict weights = Checkpoints.load(directory.file("discriminator.pth"));
    assertThat(weights.names()).containsExactlyElementsOf(expected.keySet());
    ShapeCheck.require(weights, expected);
  }

  @Test
  void theHeadsOfLpipsAreReadFromTheFileOf2018() throws IOException {
    StateDict heads = Checkpoints.load(ReferenceDirectory.packaged().file("lpips_vgg_v0.1.pth"));
    assertThat(heads.names())
        .containsExactly(
            "lin0.model.1.weight",
            "lin1.model.1.weight",
            "lin2.model.1.weight",
            "lin3.model.1.weight",
            "lin4.model.1.weight");
    assertThat(heads.get("lin0.model.1.weight").shape()).containsExactly(1, 64, 1, 1);
    assertThat(heads.get("lin4.model.1.weight").shape()).containsExactly(1, 512, 1, 1);
    double[] publishedSums = {6.92599, 8.85833, 17.51501, 51.52132, 47.03485};
    for (int k = 0; k < publishedSums.length; k++) {
      double sum = 0;
      for (float value : heads.get("lin" + k + ".model.1.weight").data()) {
        sum += value;
      }
      assertThat(sum).isCloseTo(publishedSums[k], within(1e-4));
    }
  }

  @Test
  void theRelativePositionsOfAWindowAreRead() throws IOException {
    StateDict weights = Checkpoints.load(ReferenceDirectory.packaged().file("swinir_dtbfr.pth"));
    String name =
        weights.names().stream()
            .filter(n -> n.endsWith("relative_position_index"))
            .findFirst()
            .orElseThrow();
    float[] index = weights.get(name).data();
    assertThat(index[0]).isEqualTo(112);
    assertThat(index[63 * 64]).isEqualTo(224);
    assertThat(index[63]).isZero();
  }
}
