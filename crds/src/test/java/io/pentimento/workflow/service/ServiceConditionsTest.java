// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.service.ModelAddress;
import io.pentimento.api.v1alpha1.service.RolloutState;
import io.pentimento.api.v1alpha1.service.RolloutStatus;
import io.pentimento.reason.ReconcileReason;
import io.pentimento.reason.ResultReason;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.service.ServiceConditions.Standing;
import io.pentimento.workflow.status.ConditionFactory;
import io.pentimento.workflow.status.InvalidSpec;
import io.pentimento.workflow.status.Problems;
import io.pentimento.workflow.status.ReconcileFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The conditions of a service in each situation. */
class ServiceConditionsTest {
  private static final String MODEL = "sha256:1";
  private static final InvalidSpec INVALID = new InvalidSpec("spec.model: Required value", 4L);
  private static final ReconcileFailure FORBIDDEN =
      new ReconcileFailure(ReconcileReason.FORBIDDEN, "may not create Deployments");

  private String wanted = MODEL;
  private ServingState serving = ServingState.none();
  private int replicas = 2;
  private RolloutState state = RolloutState.PROGRESSING;
  private Problems problems = Problems.none();

  private Condition condition(String type) {
    return new ServiceConditions(
            ConditionFactory.of(List.of(), 3L, Instant.parse("2026-11-28T12:00:00Z")),
            wanted,
            serving,
            replicas,
            new Standing(state, ResultReason.ROLLOUT_ABORTED, "the standing"),
            problems)
        .all().stream().filter(each -> each.getType().equals(type)).findFirst().orElseThrow();
  }

  private void assertCondition(String type, String status, String reason, String message) {
    assertThat(condition(type).getStatus()).as(type).isEqualTo(status);
    assertThat(condition(type).getReason()).as(type).isEqualTo(reason);
    assertThat(condition(type).getMessage()).as(type).isEqualTo(message);
  }

  private void serve(int ready, String missing) {
    serving =
        new ServingState(
            MODEL,
            ready,
            "http://night",
            missing == null ? null : new ServingState.Candidate(MODEL, false, missing));
  }

  @Test
  void aServiceThatServesIsReady() {
    serve(2, null);

    assertCondition("Ready", "True", "Serving", "The model serves");
    assertCondition("Serving", "True", "Serving", "2 of 2 servers are ready with model " + MODEL);
  }

  @Test
  void theLastGoodModelServesWhileAnotherOneIsWanted() {
    wanted = "sha256:2";
    serve(2, null);

    assertCondition("Ready", "True", "Serving", "The last good model serves: the standing");
  }

  @Test
  void aServiceWhoseWantedModelIsUnknownServesOn() {
    wanted = null;
    serve(1, null);

    assertCondition("Ready", "True", "Serving", "The model serves");
  }

  @Test
  void whatIsMissingIsAddedToTheCount() {
    serve(1, "one pod waits for a node");

    assertCondition(
        "Serving",
        "True",
        "Serving",
        "1 of 2 servers are ready with model " + MODEL + "; one pod waits for a node");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PROGRESSING | Unknown | RolloutAborted | the standing
          COMPLETE    | False   | NoServerReady  | None of 2 servers is ready
          ABORTED     | False   | RolloutAborted | the standing
          """)
  void withoutReadyServersTheRolloutDecides(
      RolloutState standing, String status, String reason, String message) {
    state = standing;
    serve(0, null);

    assertCondition("Ready", status, reason, message);
    assertCondition("Serving", "False", "NoServerReady", "None of 2 servers is ready");
  }

  @Test
  void whatKeepsTheServersFromBeingReadyIsSaid() {
    serve(0, "the image is missing");

    assertCondition(
        "Serving", "False", "NoServerReady", "None of 2 servers is ready: the image is missing");
  }

  @Test
  void zeroReplicasAreNeitherReadyNorServing() {
    replicas = 0;
    serve(2, null);

    assertCondition("Ready", "False", "NoReplicas", "spec.replicas is 0");
    assertCondition("Serving", "False", "NoReplicas", "spec.replicas is 0");
  }

  @ParameterizedTest
  @CsvSource({"PROGRESSING, Unknown, True", "COMPLETE, True, False", "ABORTED, False, False"})
  void theRolloutIsAConditionOfItsOwn(RolloutState standing, String status, String reconciling) {
    state = standing;

    assertCondition("RolledOut", status, "RolloutAborted", "the standing");
    assertCondition("Reconciling", reconciling, "RolloutAborted", "the standing");
  }

  @Test
  void nothingHasFailed() {
    assertCondition("Stalled", "False", "NoFailure", "Nothing has failed");
  }

  @Test
  void theGravestProblemStallsTheService() {
    problems = new Problems(Optional.empty(), Optional.of(FORBIDDEN));
    assertCondition("Stalled", "True", "Forbidden", "may not create Deployments");

    state = RolloutState.ABORTED;
    assertCondition("Stalled", "True", "RolloutAborted", "the standing");

    problems = new Problems(Optional.of(INVALID), Optional.of(FORBIDDEN));
    assertCondition("Stalled", "True", "InvalidSpec", INVALID.besideValidSpec());
  }

  @Test
  void aFinishedRolloutNamesItsModel() {
    RolloutStatus rollout =
        new RolloutStatus(
            new ModelAddress("oci://r/m@sha256:1", MODEL),
            RolloutState.COMPLETE,
            "RolledOut",
            null,
            "t",
            "t");

    assertThat(Standing.of(rollout).message()).isEqualTo("All servers use oci://r/m@sha256:1");
    assertThat(Standing.of(rollout).reason().word()).isEqualTo("RolledOut");
  }

  @Test
  void aRolloutWithAMessageKeepsIt() {
    RolloutStatus rollout =
        new RolloutStatus(
            new ModelAddress("oci://r/m@sha256:1", MODEL),
            RolloutState.ABORTED,
            "RolloutAborted",
            "not ready in time",
            "t",
            "t");

    assertThat(Standing.of(rollout))
        .isEqualTo(
            new Standing(RolloutState.ABORTED, ResultReason.ROLLOUT_ABORTED, "not ready in time"));
  }

  @Test
  void thereAreFiveConditionsInAFixedOrder() {
    assertThat(
            new ServiceConditions(
                    ConditionFactory.of(List.of(), 3L, Instant.EPOCH),
                    wanted,
                    serving,
                    replicas,
                    new Standing(state, ResultReason.ROLLOUT_ABORTED, "s"),
                    problems)
                .all())
        .extracting(Condition::getType)
        .containsExactly("Ready", "Serving", "RolledOut", "Stalled", "Reconciling");
  }
}
