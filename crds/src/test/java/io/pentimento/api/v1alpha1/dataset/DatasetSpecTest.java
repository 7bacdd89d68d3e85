// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The images of a job. */
class DatasetSpecTest {
  private static DatasetSpec dataset(String fields) throws JsonProcessingException {
    return new YAMLMapper().readValue("{source: {uri: images}" + fields + "}", DatasetSpec.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                        | false
          ', reference: {uri: clean}'                               | false
          ', groundTruth: {uri: truth}'                             | true
          ', degradation: {preset: GFPGAN}'                         | true
          """)
  void groundTruthIsGivenOrComesFromADegradation(String fields, boolean has)
      throws JsonProcessingException {
    assertThat(dataset(fields).hasGroundTruth()).isEqualTo(has);
  }

  @Test
  void aTenthOfTheImagesIsHeldOut() throws JsonProcessingException {
    assertThat(dataset("").holdout()).isEqualTo(new HoldoutSpec(0.1, null));
    assertThat(dataset(", holdout: {}").holdout()).isEqualTo(HoldoutSpec.defaults());
    assertThat(dataset(", holdout: {folder: test}").holdout().folder()).isEqualTo("test");
  }

  @Test
  void aDegradationHasASeed() throws JsonProcessingException {
    assertThat(dataset(", degradation: {preset: DifFace}").degradation())
        .isEqualTo(new DegradationSpec(DegradationPreset.DIFFACE, null, 0L));
    assertThat(dataset(", degradation: {preset: DifFace, seed: 7}").degradation().seed())
        .isEqualTo(7L);
  }

  @Test
  void facesHaveDefaults() throws JsonProcessingException {
    FacesSpec faces = dataset(", faces: {detector: {source: {uri: d.onnx}}}").faces();

    assertThat(faces.minSize()).isEqualTo(40);
    assertThat(faces.maxPerImage()).isEqualTo(100);
    assertThat(faces.margin()).isEqualTo(0.0);
    assertThat(faces.aligned()).isFalse();
  }

  @Test
  void givenSettingsOfFacesAreKept() throws JsonProcessingException {
    FacesSpec faces =
        dataset(
                ", faces: {detector: {source: {uri: d.onnx}}, minSize: 1, maxPerImage: 2, margin:"
                    + " 0.5, aligned: true}")
            .faces();

    assertThat(faces).isEqualTo(new FacesSpec(faces.detector(), 1, 2, 0.5, true));
  }
}
