// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StageKeysTest {
  private static final String SPEC =
      """
      spec:
        restorer: {source: {uri: r.pth}, hyperparameters: {window_size: 8}}
        prior: {source: {uri: p.pth}}
        dataset: {source: {uri: images}, holdout: {fraction: 0.1}}
        pseudoTargets: {startTimestep: 600, batchSize: 4, shards: 8, seed: 1}
        fineTuning: {iterations: 100, optimizer: {learningRate: 2.0e-5}, checkpointInterval: 50}
        evaluation: {confidenceLevel: 0.95}
        serving: {replicas: 1}
        workspace: {persistentVolumeClaim: {claimName: w}}
      """;
  private static final Map<String, String> DIGESTS =
      Map.of(
          "restorer.source", "sha256:1", "prior.source", "sha256:2", "dataset.source", "sha256:3");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          uri: images        | uri: others         | prepare
          window_size: 8     | window_size: 7      | prepare generate train evaluate
          fraction: 0.1      | fraction: 0.2       | prepare generate train evaluate
          startTimestep: 600 | startTimestep: 500  | generate train evaluate
          seed: 1            | seed: 2             | generate train evaluate
          seed: 1            | seed: 1, includeHoldout: true | generate evaluate
          seed: 1            | seed: 1, sampler: {steps: 50} | generate train evaluate
          seed: 1            | seed: 1, sampler: {sectionSteps: [50, 50]} | generate train evaluate
          seed: 1            | seed: 1, sampler: {type: DPMSolver} | generate train evaluate
          seed: 1            | seed: 1, sampler: {caching: {}} | generate train evaluate
          seed: 1            | seed: 1, selection: {} | generate train evaluate
          seed: 1            | seed: 1, adaptiveStart: {minTimestep: 400} | generate train evaluate
          fraction: 0.1      | folder: test        | prepare generate train evaluate
          2.0e-5             | 3.0e-5              | train evaluate
          iterations: 100    | iterations: 200     | train evaluate
          confidenceLevel: 0.95 | confidenceLevel: 0.9 | evaluate
          """)
  void anEditChangesTheKeysFromItsStageOn(String from, String to, String changed)
      throws JsonProcessingException {
    assertThat(changed(SPEC.replace(from, to))).isEqualTo(changed);
  }

  @Test
  void aFaceDetectorOfTheEvaluationIsDistinguishedByItsContent() throws JsonProcessingException {
    String detector = "confidenceLevel: 0.95, faceDetector: {source: {uri: %s}}";
    StageKeys keys =
        StageKeys.of(spec(SPEC.replace("confidenceLevel: 0.95", detector.formatted("a.onnx"))));
    StageKeys moved =
        StageKeys.of(spec(SPEC.replace("confidenceLevel: 0.95", detector.formatted("b.onnx"))));
    Map<String, String> one = new HashMap<>(DIGESTS);
    one.put("evaluation.faceDetector.source", "sha256:5");
    Map<String, String> other = new HashMap<>(DIGESTS);
    other.put("evaluation.faceDetector.source", "sha256:6");

    assertThat(keys.evaluate(one)).isNotEqualTo(StageKeys.of(spec(SPEC)).evaluate(DIGESTS));
    assertThat(keys.evaluate(one)).isNotEqualTo(keys.evaluate(other));
    assertThat(keys.evaluate(one)).isEqualTo(moved.evaluate(one));
    assertThat(keys.train(one)).isEqualTo(StageKeys.of(spec(SPEC)).train(DIGESTS));
    assertThat(keys.prepare(Map.of())).isNotEqualTo(moved.prepare(Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          batchSize: 4           | batchSize: 1
          shards: 8              | shards: 2
          seed: 1                | seed: 1, minSuccessFraction: 0.5
          seed: 1                | seed: 1, sampler: {type: DDPM, steps: 250, spacing: Uniform}
          checkpointInterval: 50 | checkpointInterval: 10
          window_size: 8         | window_size: 8.0
          iterations: 100        | iterations: 100, resources: {limits: {cpu: 4}}
          replicas: 1            | replicas: 1, precision: Float16
          """)
  void whatCannotChangeTheResultChangesNoKey(String from, String to)
      throws JsonProcessingException {
    assertThat(changed(SPEC.replace(from, to))).isEmpty();
  }

  /** Two samplers never share a cache of pseudo targets. */
  @Test
  void everyFieldOfTheSamplerNamesAnotherCache() throws JsonProcessingException {
    List<String> samplers =
        List.of(
            "type: DDPM",
            "type: DDPM, steps: 12",
            "type: DDPM, sectionSteps: [12]",
            "type: DDPM, spacing: LogSNR",
            "type: DDPM, caching: {}",
            "type: DDIM",
            "type: DPMSolver",
            "type: DPMSolver, steps: 10",
            "type: DPMSolver, spacing: Uniform",
            "type: DPMSolver, eta: 0",
            "type: DPMSolver, caching: {interval: 2}",
            "type: DPMSolver, caching: {interval: 2, finalFullSteps: 3}");
    Set<StageKey> caches = new HashSet<>();
    for (String sampler : samplers) {
      StageKeys keys =
          StageKeys.of(spec(SPEC.replace("seed: 1", "seed: 1, sampler: {" + sampler + "}")));
      caches.add(keys.pseudoTargetSettings(DIGESTS));
    }

    assertThat(caches).hasSameSizeAs(samplers);
  }

  /** Targets of other candidates are never mixed; another use of the same ones needs no others. */
  @Test
  void theSelectionNamesTheCacheByWhatChangesThePseudoTargets() throws JsonProcessingException {
    StageKeys four = selecting("candidates: 4");
    StageKeys dropping = selecting("candidates: 4, keepFraction: 0.9");
    StageKeys weighting = selecting("candidates: 4, weighting: Agreement");
    StageKey cache = four.pseudoTargetSettings(DIGESTS);

    assertThat(selecting("candidates: 5").pseudoTargetSettings(DIGESTS)).isNotEqualTo(cache);
    assertThat(selecting("consistencyMargin: 2").pseudoTargetSettings(DIGESTS)).isNotEqualTo(cache);
    assertThat(dropping.pseudoTargetSettings(DIGESTS)).isEqualTo(cache);
    assertThat(weighting.pseudoTargetSettings(DIGESTS)).isEqualTo(cache);
    assertThat(Set.of(four.train(DIGESTS), dropping.train(DIGESTS), weighting.train(DIGESTS)))
        .hasSize(3);
  }

  @Test
  void aCriterionIsDistinguishedByTheContentOfItsNetwork() throws JsonProcessingException {
    StageKeys keys = selecting("candidates: 2, criterion: FaceScore");
    Map<String, String> first = new HashMap<>(DIGESTS);
    first.put("evaluation.faceDetector.source", "sha256:5");
    Map<String, String> second = new HashMap<>(DIGESTS);
    second.put("evaluation.faceDetector.source", "sha256:6");

    assertThat(keys.pseudoTargetSettings(first)).isNotEqualTo(keys.pseudoTargetSettings(second));
  }

  private static StageKeys selecting(String selection) throws JsonProcessingException {
    return StageKeys.of(spec(SPEC.replace("seed: 1", "seed: 1, selection: {" + selection + "}")));
  }

  @Test
  void importedPseudoTargetsAreDistinguishedByTheirContent() throws JsonProcessingException {
    StageKeys keys =
        StageKeys.of(
            spec(SPEC.replace("startTimestep: 600", "method: Imported, source: {uri: made}")));
    Map<String, String> first = new HashMap<>(DIGESTS);
    first.put("pseudoTargets.source", "sha256:5");
    Map<String, String> second = new HashMap<>(DIGESTS);
    second.put("pseudoTargets.source", "sha256:6");

    assertThat(keys.pseudoTargetSettings(first)).isNotEqualTo(keys.pseudoTargetSettings(second));
    assertThat(keys.train(first)).isNotEqualTo(keys.train(second));
  }

  @Test
  void otherContentBehindTheSameUriChangesWhatRestsOnIt() throws JsonProcessingException {
    StageKeys keys = StageKeys.of(spec(SPEC));
    Map<String, String> grown =
        Map.of(
            "restorer.source",
            "sha256:1",
            "prior.source",
            "sha256:2",
            "dataset.source",
            "sha256:4");

    assertThat(keys.generate(grown)).isNotEqualTo(keys.generate(DIGESTS));
    assertThat(keys.pseudoTargetSettings(grown)).isEqualTo(keys.pseudoTargetSettings(DIGESTS));
    assertThat(keys.prepare(Map.of("dataset.source", "listing")))
        .isNotEqualTo(keys.prepare(Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "abc", "X123456789012345678901234567890123456789012345678901234567890123"})
  void aKeyIsSixtyFourHexadecimalDigits(String text) {
    assertThatThrownBy(() -> new StageKey(text)).hasMessageContaining("64 hexadecimal digits");
  }

  /** A change of these keys would repeat all finished stages after an upgrade. */
  @Test
  void keysOfEarlierReleasesStillHold() throws IOException {
    StageKeys keys =
        StageKeys.of(
            AdaptationJobYaml.read(Path.of("src/test/resources/manifests/valid-minimal.yaml"))
                .getSpec());

    assertThat(keys.prepare(Map.of()).hex())
        .isEqualTo("b4646d67120ce66ac22a87166d8330c939c3de249e78c4c46afcead00cb54680");
    assertThat(keys.generate(DIGESTS).hex())
        .isEqualTo("68d5561749579ac9120c5cff6ba07241841f5ef3d46ff689f535518b06dbcdd7");
    assertThat(keys.train(DIGESTS).hex())
        .isEqualTo("6036fddbb6af3ba7935328548856129f00c950c3cf39ad9b01ed19a31990ad83");
    assertThat(keys.evaluate(DIGESTS).hex())
        .isEqualTo("4ec9c9d0133eb7f471378d3ab7ab0dae5e34fc5524788648e460846e5b970709");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          architecture: CodeFormer, fidelityWeight: 0.5 | architecture: CodeFormer | ''
          architecture: CodeFormer, fidelityWeight: 0.9 | architecture: CodeFormer | prepare generate train evaluate
          weightsKey: params_ema | weightsKey: params | prepare generate train evaluate
          architecture: TorchScript, valueRange: ZeroToOne | architecture: TorchScript, valueRange: MinusOneToOne | prepare generate train evaluate
          """)
  void settingsOfTheRestorerChangeAllKeysUnlessTheyAreDefaults(
      String from, String to, String changed) throws JsonProcessingException {
    assertThat(
            changed(
                SPEC.replace("restorer: {", "restorer: {" + from + ", "),
                SPEC.replace("restorer: {", "restorer: {" + to + ", ")))
        .isEqualTo(changed);
  }

  private static String changed(String yaml) throws JsonProcessingException {
    return changed(SPEC, yaml);
  }

  private static String changed(String before, String yaml) throws JsonProcessingException {
    StageKeys was = StageKeys.of(spec(before));
    StageKeys is = StageKeys.of(spec(yaml));
    StringBuilder changed = new StringBuilder();
    append(changed, "prepare", was.prepare(Map.of()), is.prepare(Map.of()));
    append(changed, "generate", was.generate(DIGESTS), is.generate(DIGESTS));
    append(changed, "train", was.train(DIGESTS), is.train(DIGESTS));
    append(changed, "evaluate", was.evaluate(DIGESTS), is.evaluate(DIGESTS));
    return changed.toString().trim();
  }

  private static void append(StringBuilder to, String stage, StageKey was, StageKey is) {
    to.append(was.equals(is) ? "" : stage + " ");
  }

  private static AdaptationJobSpec spec(String yaml) throws JsonProcessingException {
    return AdaptationJobYaml.read(yaml).getSpec();
  }
}
