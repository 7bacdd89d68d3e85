// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The parameters of a publication: model, job and gate. */
class PublishParametersTest {
  private static final AdaptationJobSpec SPEC =
      Specs.with("publish: {uri: \"oci://registry.example/night\"}");

  private static GateStatus gate(GateDecision decision) {
    return new GateStatus(decision, "sha256:1", 12, List.of());
  }

  @Test
  void theParametersOfTheStagesThatMadeTheModelAreRepeated() {
    PublishParameters publish = PublishParameters.of(SPEC, gate(GateDecision.PASSED));

    assertThat(publish.publish()).isEqualTo(SPEC.publish());
    assertThat(publish.restorer()).isEqualTo(SPEC.restorer());
    assertThat(publish.generate()).isEqualTo(StageParameters.of(StageName.GENERATE, SPEC));
    assertThat(publish.train()).isEqualTo(StageParameters.of(StageName.TRAIN, SPEC));
    assertThat(publish.evaluate()).isEqualTo(StageParameters.of(StageName.EVALUATE, SPEC));
    assertThat(publish.gate().candidate()).isEqualTo("sha256:1");
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "INCONCLUSIVE"})
  void onlyAModelThatPassedIsPublished(GateDecision decision) {
    assertThatThrownBy(() -> PublishParameters.of(SPEC, gate(decision)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the gate's decision is " + decision + "; only a model that passed is published");
  }

  @Test
  void aJobThatPublishesNothingHasNoParameters() {
    assertThatThrownBy(() -> PublishParameters.of(Specs.with(), gate(GateDecision.PASSED)))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("spec.publish");
  }
}
