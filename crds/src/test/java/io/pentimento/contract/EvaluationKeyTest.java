// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which edits change the key of evaluate, so that it runs again. */
class EvaluationKeyTest {
  private static final Map<String, String> DIGESTS =
      Map.of(
          "restorer.source", "sha256:1", "prior.source", "sha256:2", "dataset.source", "sha256:3");

  private static StageKey key(Map<String, String> digests, String... lines) {
    return StageKeys.of(Specs.with(lines)).evaluate(digests);
  }

  private static Map<String, String> with(String source, String digest) {
    Map<String, String> all = new HashMap<>(DIGESTS);
    all.put(source, digest);
    return all;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dataset.reference",
        "dataset.groundTruth",
        "fineTuning.perceptualNetwork",
        "evaluation.featureExtractor",
        "evaluation.identityNetwork.source",
        "evaluation.qualityNetwork.source",
        "evaluation.faceDetector.source"
      })
  void otherContentOfAnInputIsMeasuredAgain(String source) {
    Set<StageKey> keys = new HashSet<>();
    keys.add(key(DIGESTS));
    keys.add(key(with(source, "sha256:a")));
    keys.add(key(with(source, "sha256:b")));

    assertThat(keys).as(source).hasSize(3);
  }

  @Test
  void eachServingModelIsAMeasurementOfItsOwn() {
    StageKeys keys = StageKeys.of(Specs.with());

    assertThat(
            List.of(
                keys.evaluate(DIGESTS),
                keys.evaluate(DIGESTS, "sha256:a"),
                keys.evaluate(DIGESTS, "sha256:b")))
        .doesNotHaveDuplicates();
    assertThat(keys.evaluate(DIGESTS, null)).isEqualTo(keys.evaluate(DIGESTS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          evaluation: {featureExtractor: {uri: a}} | evaluation: {featureExtractor: {uri: b}}
          evaluation: {faceDetector: {source: {uri: a}}} | evaluation: {faceDetector: {source: {uri: b}}}
          evaluation: {identityNetwork: {name: n, source: {uri: a}}} | evaluation: {identityNetwork: {name: n, source: {uri: b}}}
          evaluation: {resources: {limits: {cpu: 1}}} | evaluation: {resources: {limits: {cpu: 2}}}
          evaluation: {podTemplate: {spec: {}}} | evaluation: {}
          serving: {replicas: 1} | serving: {replicas: 2}
          backoffLimit: 1 | backoffLimit: 2
          """)
  void theLocationOfANetworkAndThePodsChangeNothing(String one, String other) {
    assertThat(key(DIGESTS, one)).isEqualTo(key(DIGESTS, other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evaluation: {minImages: 6}",
        "evaluation: {confidenceLevel: 0.9}",
        "evaluation: {metrics: [Consistency]}",
        "evaluation: {gates: [{metric: Consistency, maxRegression: 0.1}]}",
        "evaluation: {identityNetwork: {name: other, source: {uri: a}}}",
        "pseudoTargets: {includeHoldout: true}"
      })
  void otherSettingsOfTheEvaluationAreMeasuredAgain(String line) {
    assertThat(key(DIGESTS, line)).isNotEqualTo(key(DIGESTS));
  }

  @Test
  void aGateAgainstTheBaseIsTheDefault() {
    String gate = "evaluation: {gates: [{metric: Consistency, maxRegression: 0.1%s}]}";

    assertThat(key(DIGESTS, gate.formatted(", against: Base")))
        .isEqualTo(key(DIGESTS, gate.formatted("")));
    assertThat(key(DIGESTS, gate.formatted(", against: Serving")))
        .isNotEqualTo(key(DIGESTS, gate.formatted("")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"restorer.source", "prior.source", "dataset.source"})
  void aMissingDigestOfARequiredSourceIsNamed(String source) {
    Map<String, String> incomplete = new HashMap<>(DIGESTS);
    incomplete.remove(source);
    AdaptationJobSpec spec = Specs.with();

    assertThatThrownBy(() -> StageKeys.of(spec).evaluate(incomplete))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("no digest of " + source);
  }
}
