// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of degradations in manifests and on the command line. */
class DegradationPresetTest {
  @ParameterizedTest
  @CsvSource({
    "GFPGAN, GFPGAN, gfpgan",
    "DIFFACE, DifFace, difface",
    "CODEFORMER_LARGE, CodeFormerLarge, codeformer-large",
    "CODEFORMER_SMALL, CodeFormerSmall, codeformer-small",
    "CAMERA_MODERATE, CameraModerate, camera-moderate",
    "CAMERA_SEVERE, CameraSevere, camera-severe"
  })
  void aPresetHasANameInManifestsAndAnOptionOfTheCommand(
      DegradationPreset preset, String manifest, String command) throws JsonProcessingException {
    assertThat(new ObjectMapper().writeValueAsString(preset)).isEqualTo('"' + manifest + '"');
    assertThat(preset.command()).isEqualTo(command);
  }

  @Test
  void noTwoPresetsHaveTheSameOption() {
    assertThat(Arrays.stream(DegradationPreset.values()).map(DegradationPreset::command))
        .doesNotHaveDuplicates();
  }
}
