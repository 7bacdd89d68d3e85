// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.stage.StageOutcome;
import io.pentimento.workflow.status.ConditionFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may serve: an approval of exactly this model, or a rollout that has begun. */
class ApprovalRuleTest {
  private static final String MODEL = "sha256:" + "a".repeat(64);
  private static final String OTHER = "sha256:" + "b".repeat(64);
  private static final ConditionFactory MAKE =
      ConditionFactory.of(List.of(), 1L, Instant.parse("2026-11-24T00:00:00Z"));

  private AdaptationJob job;
  private ServingState serving = ServingState.none();
  private String active;

  @BeforeEach
  void read() throws JsonProcessingException {
    job =
        AdaptationJobYaml.read(
            """
            metadata: {name: night, namespace: vision}
            spec:
              restorer: {source: {uri: r.pth}}
              prior: {source: {uri: p.pth}}
              dataset: {source: {uri: images}}
              promotion: Manual
              workspace: {persistentVolumeClaim: {claimName: w}}
            """);
  }

  private Approval approval() {
    return new Approval(job, serving, active);
  }

  private void annotate(String digest) {
    job.getMetadata().setAnnotations(Map.of("pentimento.io/approved-digest", digest));
  }

  private Condition condition(GateStatus gate) {
    return approval().condition(MAKE, Optional.ofNullable(gate)).orElseThrow();
  }

  private static GateStatus gate(GateDecision decision) {
    return new GateStatus(decision, MODEL, 12, List.of());
  }

  private void automatic() throws JsonProcessingException {
    job.setSpec(
        AdaptationJobYaml.read(AdaptationJobYaml.write(job).replace("Manual", "Automatic"))
            .getSpec());
  }

  @Test
  void aModelWaitsForItsApproval() {
    StageOutcome obstacle = approval().obstacle(MODEL).orElseThrow();

    assertThat(obstacle.reason().word()).isEqualTo("WaitingForApproval");
    assertThat(obstacle.message())
        .isEqualTo(
            MODEL
                + " waits for approval: kubectl -n vision annotate --overwrite adaptationjob night"
                + " pentimento.io/approved-digest="
                + MODEL);
  }

  @Test
  void theApprovedModelMayServe() {
    annotate(MODEL);

    assertThat(approval().obstacle(MODEL)).isEmpty();
  }

  @Test
  void theApprovalOfAnotherModelIsNamed() {
    annotate(OTHER);

    StageOutcome obstacle = approval().obstacle(MODEL).orElseThrow();

    assertThat(obstacle.reason().word()).isEqualTo("OtherModelApproved");
    assertThat(obstacle.message())
        .startsWith(MODEL + " waits for approval; the annotation approves " + OTHER + ": kubectl");
  }

  @Test
  void aDigestWithoutItsAlgorithmIsNoApproval() {
    annotate("a".repeat(64));

    assertThat(approval().obstacle(MODEL)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"''", "' '"})
  void anEmptyAnnotationIsNoApprovalOfAnotherModel(String empty) {
    annotate(empty);

    assertThat(approval().obstacle(MODEL).orElseThrow().reason().word())
        .isEqualTo("WaitingForApproval");
  }

  @Test
  void aLongAnnotationIsCutAfterTheLengthOfADigest() {
    annotate("x".repeat(10_000));

    assertThat(approval().obstacle(MODEL).orElseThrow().message())
        .contains("approves " + "x".repeat(71) + "…:")
        .hasSizeLessThan(512);
  }

  @Test
  void aModelThatServesOrIsRolledOutNeedsNoApproval() {
    active = MODEL;
    assertThat(approval().obstacle(MODEL)).isEmpty();

    active = null;
    serving = new ServingState(null, 0, null, new ServingState.Candidate(MODEL, false, "starting"));
    assertThat(approval().obstacle(MODEL)).isEmpty();
    assertThat(approval().obstacle(OTHER)).isPresent();
  }

  @Test
  void automaticPromotionNeedsNoApproval() throws JsonProcessingException {
    automatic();

    assertThat(approval().obstacle(MODEL)).isEmpty();
    assertThat(approval().condition(MAKE, Optional.of(gate(GateDecision.PASSED)))).isEmpty();
  }

  @Test
  void beforeTheEvaluationNothingCanBeApproved() {
    assertThat(condition(null).getStatus()).isEqualTo("Unknown");
    assertThat(condition(null).getReason()).isEqualTo("NotEvaluated");
    assertThat(condition(null).getMessage()).isEqualTo("The evaluation is not finished");
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "INCONCLUSIVE"})
  void aModelThatDidNotPassCannotBeApproved(GateDecision decision) {
    annotate(MODEL);

    assertThat(condition(gate(decision)).getStatus()).isEqualTo("False");
    assertThat(condition(gate(decision)).getReason()).isEqualTo("GateNotPassed");
    assertThat(condition(gate(decision)).getMessage())
        .isEqualTo("Only a model that passed the gate can be approved");
  }

  @Test
  void theConditionNamesTheApprovedModelOrTheCommand() {
    assertThat(condition(gate(GateDecision.PASSED)).getStatus()).isEqualTo("False");
    assertThat(condition(gate(GateDecision.PASSED)).getMessage()).contains("kubectl");

    annotate(MODEL);

    assertThat(condition(gate(GateDecision.PASSED)).getStatus()).isEqualTo("True");
    assertThat(condition(gate(GateDecision.PASSED)).getReason()).isEqualTo("Approved");
    assertThat(condition(gate(GateDecision.PASSED)).getMessage()).isEqualTo("For " + MODEL);
  }

  @ParameterizedTest
  @CsvSource({
    "WaitingForApproval, true",
    "OtherModelApproved, true",
    "WaitingForReadiness, false",
    "Approved, false",
    ", false"
  })
  void twoReasonsWaitForAPerson(String reason, boolean isNeeded) {
    assertThat(Approval.isNeeded(reason)).isEqualTo(isNeeded);
  }

  @Test
  void jobAndServersAreKnown() {
    assertThatThrownBy(() -> new Approval(null, ServingState.none(), null)).hasMessage("job");
    assertThatThrownBy(() -> new Approval(job, null, null)).hasMessage("serving");
  }
}
