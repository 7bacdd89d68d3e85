// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.status.StageName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The settings of the manifest that a stage process receives. */
class StageParametersTest {
  private static final AdaptationJobSpec SPEC =
      Specs.with(
          "pseudoTargets: {seed: 7, resources: {limits: {cpu: 1}}, podTemplate: {spec: {}}}",
          "fineTuning: {iterations: 3, resources: {limits: {cpu: 1}}, podTemplate: {spec: {}}}",
          "evaluation: {minImages: 9, resources: {limits: {cpu: 1}}, podTemplate: {spec: {}}}");
  private static final String NETWORK = "{source: {uri: q.onnx}, name: MUSIQ}";

  @Test
  void generateHasTheSettingsOfPseudoTargetsWithoutThoseOfPods() {
    StageParameters.Generate generate =
        (StageParameters.Generate) StageParameters.of(StageName.GENERATE, SPEC);

    assertThat(generate.pseudoTargets().seed()).isEqualTo(7);
    assertThat(generate.pseudoTargets().resources()).isNull();
    assertThat(generate.pseudoTargets().podTemplate()).isNull();
  }

  @Test
  void trainHasTheSettingsOfFineTuningWithoutThoseOfPods() {
    StageParameters.Train train = (StageParameters.Train) StageParameters.of(StageName.TRAIN, SPEC);

    assertThat(train.fineTuning().iterations()).isEqualTo(3);
    assertThat(train.fineTuning().resources()).isNull();
    assertThat(train.fineTuning().podTemplate()).isNull();
  }

  @Test
  void evaluateHasTheSettingsOfTheEvaluationWithoutThoseOfPods() {
    StageParameters.Evaluate evaluate =
        (StageParameters.Evaluate) StageParameters.of(StageName.EVALUATE, SPEC);

    assertThat(evaluate.evaluation().minImages()).isEqualTo(9);
    assertThat(evaluate.evaluation().resources()).isNull();
    assertThat(evaluate.evaluation().podTemplate()).isNull();
    assertThat(evaluate.serving()).isNull();
  }

  @Test
  void evaluateHasTheServingModelToCompareWith() {
    ServingModel serving = new ServingModel("sha256:1", new StageKey("1".repeat(64)));

    assertThat(StageParameters.of(StageName.EVALUATE, SPEC, serving))
        .isEqualTo(
            new StageParameters.Evaluate(
                ((StageParameters.Evaluate) StageParameters.of(StageName.EVALUATE, SPEC))
                    .evaluation(),
                serving));
  }

  @ParameterizedTest
  @EnumSource(names = {"PREPARE", "GENERATE", "TRAIN"})
  void theServingModelChangesNoOtherStage(StageName stage) {
    ServingModel serving = new ServingModel("sha256:1", new StageKey("1".repeat(64)));

    assertThat(StageParameters.of(stage, SPEC, serving)).isEqualTo(StageParameters.of(stage, SPEC));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {criterion: Quality} | true
          {criterion: NIQE}    | false
          {criterion: Medoid}  | false
          {}                   | false
          null                 | false
          """)
  void generateHasTheQualityNetworkOnlyIfItSelectsByIt(String selection, boolean has) {
    AdaptationJobSpec spec =
        Specs.with(
            "pseudoTargets: {selection: %s}".formatted(selection),
            "evaluation: {qualityNetwork: %s}".formatted(NETWORK));

    StageParameters.Generate generate =
        (StageParameters.Generate) StageParameters.of(StageName.GENERATE, spec);

    assertThat(generate.qualityNetwork())
        .isEqualTo(has ? spec.evaluation().qualityNetwork() : null);
  }

  @Test
  void prepareHasEverySource() {
    AdaptationJobSpec spec =
        Specs.with(
            "pseudoTargets: {method: Imported, source: {uri: targets}}",
            "fineTuning: {perceptualNetwork: {uri: lpips}}",
            "evaluation: {metrics: [Quality], featureExtractor: {uri: inception}, identityNetwork: "
                + NETWORK
                + ", qualityNetwork: "
                + NETWORK
                + ", faceDetector: {source: {uri: faces}}}");

    PrepareParameters prepare = (PrepareParameters) StageParameters.of(StageName.PREPARE, spec);

    assertThat(prepare.restorer()).isEqualTo(spec.restorer());
    assertThat(prepare.prior()).isEqualTo(spec.prior());
    assertThat(prepare.dataset()).isEqualTo(spec.dataset());
    assertThat(prepare.importedPseudoTargets().uri()).isEqualTo("targets");
    assertThat(prepare.perceptualNetwork().uri()).isEqualTo("lpips");
    assertThat(prepare.featureExtractor().uri()).isEqualTo("inception");
    assertThat(prepare.identityNetwork()).isEqualTo(spec.evaluation().identityNetwork());
    assertThat(prepare.qualityNetwork()).isEqualTo(spec.evaluation().qualityNetwork());
    assertThat(prepare.evaluationFaceDetector().source().uri()).isEqualTo("faces");
    assertThat(prepare.metrics()).isEqualTo(spec.evaluation().metrics());
  }

  @Test
  void prepareHasNoSourceThatTheManifestOmits() {
    PrepareParameters prepare =
        (PrepareParameters) StageParameters.of(StageName.PREPARE, Specs.with());

    assertThat(prepare.importedPseudoTargets()).isNull();
    assertThat(prepare.perceptualNetwork()).isNull();
    assertThat(prepare.featureExtractor()).isNull();
    assertThat(prepare.identityNetwork()).isNull();
    assertThat(prepare.qualityNetwork()).isNull();
    assertThat(prepare.evaluationFaceDetector()).isNull();
    assertThat(prepare.metrics()).isNull();
  }

  @Test
  void publishNeedsADecision() {
    assertThatThrownBy(() -> StageParameters.of(StageName.PUBLISH, SPEC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("publish needs a decision: PublishParameters.of");
  }

  @Test
  void serveIsNotAStageProcess() {
    assertThatThrownBy(() -> StageParameters.of(StageName.SERVE, SPEC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("serve is a server, not a stage process");
  }
}
