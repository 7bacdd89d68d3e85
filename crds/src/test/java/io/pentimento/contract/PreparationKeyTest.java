// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which edits change the key of prepare, so that it runs again. */
class PreparationKeyTest {
  private static final String SPEC =
      """
      spec:
        restorer: {source: {uri: r.pth}, RESTORER}
        prior: {source: {uri: p.pth}, PRIOR}
        dataset: {source: {uri: images}, DATASET}
        workspace: {persistentVolumeClaim: {claimName: w}}
        OTHERS
      """;

  private static StageKey key(String section, String fields) {
    String yaml = SPEC.replace(section, fields);
    for (String other : new String[] {"RESTORER", "PRIOR", "DATASET", "OTHERS"}) {
      yaml = yaml.replace(", " + other, "").replace(other, "");
    }
    try {
      return StageKeys.of(AdaptationJobYaml.read(yaml).getSpec()).prepare(Map.of());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(yaml, e);
    }
  }

  private static StageKey plain() {
    return key("none", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RESTORER | architecture: CodeFormer
          RESTORER | weightsKey: params
          RESTORER | hyperparameters: {window_size: 7}
          PRIOR    | imageSize: 256
          PRIOR    | weightsKey: ema
          PRIOR    | hyperparameters: {num_head_channels: 32}
          DATASET  | holdout: {fraction: 0.2}
          DATASET  | holdout: {folder: test}
          DATASET  | maxTrainingImages: 100
          DATASET  | degradation: {preset: GFPGAN}
          DATASET  | reference: {uri: clean}
          DATASET  | groundTruth: {uri: truth}
          DATASET  | faces: {detector: {source: {uri: d.onnx}}}
          OTHERS   | fineTuning: {perceptualNetwork: {uri: vgg}}
          OTHERS   | evaluation: {featureExtractor: {uri: inception}}
          OTHERS   | evaluation: {identityNetwork: {name: n, source: {uri: a}}}
          OTHERS   | evaluation: {qualityNetwork: {name: n, source: {uri: a}}}
          OTHERS   | evaluation: {faceDetector: {source: {uri: d.onnx}}}
          OTHERS   | pseudoTargets: {method: Imported, source: {uri: targets}}
          """)
  void whatPrepareReadsIsPreparedAgain(String section, String fields) {
    assertThat(key(section, fields)).isNotEqualTo(plain());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          degradation: {preset: GFPGAN}          | degradation: {preset: DifFace}
          degradation: {preset: GFPGAN}          | degradation: {preset: GFPGAN, seed: 1}
          degradation: {preset: CameraSevere}    | degradation: {preset: CameraSevere, downscale: 2}
          maxTrainingImages: 100                 | maxTrainingImages: 101
          faces: {detector: {source: {uri: d}}}  | faces: {detector: {source: {uri: e}}}
          faces: {detector: {source: {uri: d}}}  | faces: {detector: {source: {uri: d}}, minSize: 41}
          faces: {detector: {source: {uri: d}}}  | faces: {detector: {source: {uri: d}}, maxPerImage: 9}
          faces: {detector: {source: {uri: d}}}  | faces: {detector: {source: {uri: d}}, margin: 0.5}
          faces: {detector: {source: {uri: d}}}  | faces: {detector: {source: {uri: d}}, aligned: true}
          """)
  void everySettingOfTheImagesCounts(String one, String other) {
    assertThat(key("DATASET", one)).isNotEqualTo(key("DATASET", other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pseudoTargets: {seed: 1, startTimestep: 500}",
        "fineTuning: {iterations: 3}",
        "evaluation: {minImages: 9, gates: [{metric: Consistency, maxRegression: 0.1}]}",
        "serving: {replicas: 0}",
        "preparation: {resources: {limits: {cpu: 1}}}",
        "publish: {uri: \"oci://registry.example/night\"}",
        "promotion: Manual",
        "backoffLimit: 1",
        "suspend: true"
      })
  void settingsOfOtherStagesAreNotPreparedAgain(String line) {
    assertThat(key("OTHERS", line)).isEqualTo(plain());
  }

  @Test
  void credentialsChangeNothingAndAPinnedDigestDoes() {
    String source = "reference: {uri: \"s3://clean/images\"%s}";

    assertThat(key("DATASET", source.formatted(", secretRef: {name: s3}")))
        .isEqualTo(key("DATASET", source.formatted("")));
    String network = "fineTuning: {perceptualNetwork: {uri: vgg%s}}";
    assertThat(key("OTHERS", network.formatted(", sha256: " + "a".repeat(64))))
        .isNotEqualTo(key("OTHERS", network.formatted("")));
  }

  @Test
  void theContentBehindALocalSourceIsPartOfTheKey() {
    StageKeys keys = StageKeys.of(Specs.with());

    assertThat(keys.prepare(Map.of("dataset.source", "listing 1")))
        .isEqualTo(keys.prepare(Map.of("dataset.source", "listing 1")))
        .isNotEqualTo(keys.prepare(Map.of("dataset.source", "listing 2")))
        .isNotEqualTo(keys.prepare(Map.of()));
  }
}
