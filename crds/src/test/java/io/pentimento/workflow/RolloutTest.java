// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.StageKey;
import io.pentimento.reason.Reason;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.observation.ServingState.Candidate;
import io.pentimento.workflow.stage.StageOutcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which model serves, one situation after another. */
class RolloutTest {
  private static final String OLD = "sha256:" + "a".repeat(64);
  private static final String NEW = "sha256:" + "b".repeat(64);
  private static final StageKey TRAIN = new StageKey("1".repeat(64));
  private static final Action SERVE_NEW = new Action.Serve(NEW, TRAIN, 2);
  private static final Action SERVE_OLD = new Action.Serve(OLD, null, 2);

  private Optional<GateStatus> gate = gate(GateDecision.PASSED);
  private String previous;
  private int replicas = 2;
  private Optional<StageOutcome> obstacle = Optional.empty();
  private boolean isLate;
  private Optional<StageStatus> entry = Optional.empty();
  private ServingState serving = ServingState.none();

  private Rollout rollout() {
    return Rollout.of(
        new Rollout.Request(gate, TRAIN, previous, replicas, obstacle, isLate), entry, serving);
  }

  private static Optional<GateStatus> gate(GateDecision decision) {
    return Optional.of(new GateStatus(decision, NEW, 12, List.of()));
  }

  private void see(String active, int ready, Candidate candidate) {
    previous = active;
    serving = new ServingState(active, ready, "http://night", candidate);
  }

  private static Candidate candidate(String digest, boolean failed, String message) {
    return new Candidate(digest, failed, message);
  }

  private void record(StageState state, String reason) {
    entry =
        Optional.of(
            new StageStatus(
                StageName.SERVE,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                state,
                reason,
                "recorded",
                null,
                null));
  }

  private void assertAction(Action action) {
    assertThat(rollout().action()).isEqualTo(Optional.ofNullable(action));
  }

  private void assertOutcome(StageState state, String reason, String message) {
    StageOutcome outcome = rollout().outcome();

    assertThat(outcome.state()).isEqualTo(state);
    assertThat(outcome.reason().word()).isEqualTo(reason);
    assertThat(outcome.message()).isEqualTo(message);
  }

  @Test
  void beforeTheGateNothingIsRolledOut() {
    gate = Optional.empty();

    assertOutcome(StageState.WAITING, "WaitingForStage", "Waits for the decision of the gate");
    assertAction(null);
  }

  @Test
  void beforeTheGateLostServersComeBackWithTheModelThatServed() {
    gate = Optional.empty();
    previous = OLD;

    assertAction(SERVE_OLD);
  }

  @ParameterizedTest
  @CsvSource({"FAILED, GateRegression", "INCONCLUSIVE, GateInconclusive"})
  void aModelThatDidNotPassIsNotRolledOut(GateDecision decision, String reason) {
    gate = gate(decision);
    see(OLD, 1, null);

    assertThat(rollout().outcome().reason().word()).isEqualTo(reason);
    assertAction(null);
  }

  @Test
  void aModelThatPassedIsRolledOut() {
    assertOutcome(StageState.WAITING, "WaitingForReadiness", "The server loads the model");
    assertAction(SERVE_NEW);
  }

  @Test
  void aModelThatPassedReplacesTheOneThatServes() {
    see(OLD, 1, null);

    assertAction(SERVE_NEW);
  }

  @Test
  void aModelThatStartsIsAwaited() {
    see(OLD, 1, candidate(NEW, false, null));

    assertOutcome(StageState.WAITING, "WaitingForReadiness", "The server loads the model");
    assertAction(null);
  }

  @Test
  void whatTheNewServersWaitForIsReported() {
    serving =
        new ServingState(
            null,
            0,
            null,
            new Candidate(NEW, false, WaitReason.UNSCHEDULABLE, "no node fits", null));

    assertOutcome(StageState.WAITING, "Unschedulable", "no node fits");
  }

  @Test
  void aModelThatServesAloneIsRolledOut() {
    see(NEW, 1, null);

    assertOutcome(StageState.SUCCEEDED, "RolledOut", null);
    assertAction(null);
  }

  @Test
  void aModelWithoutReadyServersIsNotRolledOutYet() {
    see(NEW, 0, null);

    assertThat(rollout().outcome().state()).isEqualTo(StageState.WAITING);
    assertAction(SERVE_NEW);
  }

  @Test
  void anotherModelThatIsBeingRolledOutIsReplaced() {
    see(NEW, 1, candidate(OLD, false, null));

    assertThat(rollout().outcome().state()).isEqualTo(StageState.WAITING);
    assertAction(SERVE_NEW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exit 1 | The new servers were not ready in time: exit 1
                 | The new servers were not ready in time; see their logs
          """)
  void aModelThatIsNotReadyInTimeIsGivenUpForTheOneThatServed(String message, String sentence) {
    see(OLD, 1, candidate(NEW, true, message));

    assertOutcome(StageState.FAILED, "RolloutAborted", sentence);
    assertAction(SERVE_OLD);
  }

  @Test
  void aFirstModelThatIsNotReadyHasNothingToReturnTo() {
    serving = new ServingState(null, 0, null, candidate(NEW, true, null));

    assertThat(rollout().outcome().state()).isEqualTo(StageState.FAILED);
    assertAction(null);
  }

  @Test
  void otherSettingsOfTheServingModelAreRolledBackToo() {
    gate = Optional.of(new GateStatus(GateDecision.PASSED, OLD, 12, List.of()));
    see(OLD, 1, candidate(OLD, true, null));

    assertAction(SERVE_OLD);
  }

  @Test
  void lostServersOfTheOnlyModelAreNotRolledBackToThemselves() {
    gate = Optional.of(new GateStatus(GateDecision.PASSED, OLD, 12, List.of()));
    see(OLD, 0, candidate(OLD, true, null));

    assertAction(null);
  }

  @Test
  void anAbortedRolloutIsNotRepeated() {
    record(StageState.FAILED, "RolloutAborted");
    see(OLD, 1, null);

    assertOutcome(StageState.FAILED, "RolloutAborted", "recorded");
    assertAction(null);
  }

  @Test
  void anAbortedRolloutWhoseServersRemainIsRolledBack() {
    record(StageState.FAILED, "RolloutAborted");
    see(OLD, 1, candidate(NEW, true, null));

    assertAction(SERVE_OLD);
  }

  @Test
  void theRollbackOfAnAbortedRolloutIsNotUndone() {
    record(StageState.FAILED, "RolloutAborted");
    see(OLD, 1, candidate(NEW, false, null));

    assertThat(rollout().outcome().state()).isEqualTo(StageState.FAILED);
    assertAction(null);
  }

  @Test
  void aRolloutPastTheDeadlineOfTheJobIsRolledBackWhileItStarts() {
    record(StageState.FAILED, "DeadlineExceeded");
    see(OLD, 1, candidate(NEW, false, null));

    assertOutcome(StageState.FAILED, "DeadlineExceeded", "recorded");
    assertAction(SERVE_OLD);
  }

  @Test
  void aLateRolloutIsNotBegun() {
    isLate = true;
    see(OLD, 1, null);

    assertOutcome(
        StageState.FAILED, "DeadlineExceeded", "Not finished within activeDeadlineSeconds");
    assertAction(null);
  }

  @Test
  void aLateRolloutIsRolledBack() {
    isLate = true;
    see(OLD, 1, candidate(NEW, false, null));

    assertThat(rollout().outcome().reason().word()).isEqualTo("DeadlineExceeded");
    assertAction(SERVE_OLD);
  }

  @Test
  void aFinishedRolloutIsNeverLate() {
    isLate = true;
    see(NEW, 1, null);

    assertThat(rollout().outcome().state()).isEqualTo(StageState.SUCCEEDED);
  }

  @Test
  void anObstacleIsReportedAndWhatServesGoesOn() {
    obstacle = Optional.of(StageOutcome.waiting(WaitReason.WAITING_FOR_APPROVAL, "who approves?"));
    see(OLD, 1, null);

    assertOutcome(StageState.WAITING, "WaitingForApproval", "who approves?");
    assertAction(null);
    serving = ServingState.none();
    assertAction(SERVE_OLD);
  }

  @Test
  void anObstacleDoesNotStopARolloutThatHasBegun() {
    obstacle = Optional.of(StageOutcome.waiting(WaitReason.WAITING_FOR_APPROVAL, "who approves?"));
    see(OLD, 1, candidate(NEW, false, null));

    assertThat(rollout().outcome().reason().word()).isEqualTo("WaitingForReadiness");
  }

  @Test
  void aFinishedRolloutStaysFinishedWhenServersAreLost() {
    record(StageState.SUCCEEDED, "RolledOut");
    see(NEW, 0, candidate(NEW, false, "starting"));

    assertOutcome(StageState.SUCCEEDED, "RolledOut", null);
    assertAction(null);
  }

  @Test
  void deletedServersOfAFinishedRolloutComeBack() {
    record(StageState.SUCCEEDED, "RolledOut");
    previous = NEW;

    assertThat(rollout().outcome().state()).isEqualTo(StageState.SUCCEEDED);
    assertAction(SERVE_NEW);
  }

  @Test
  void aFinishedRolloutIsRestoredIfAnotherModelIsBeingRolledOut() {
    record(StageState.SUCCEEDED, "RolledOut");
    see(NEW, 1, candidate(OLD, false, null));

    assertAction(SERVE_NEW);
  }

  @ParameterizedTest
  @EnumSource(GateDecision.class)
  void withoutReplicasTheServersAreStoppedWhateverTheGateSays(GateDecision decision) {
    gate = gate(decision);
    replicas = 0;
    see(OLD, 1, null);

    assertAction(new Action.StopServing());
    assertThat(rollout().outcome().state())
        .isEqualTo(decision == GateDecision.PASSED ? StageState.SUCCEEDED : StageState.FAILED);
  }

  @Test
  void withoutReplicasAPassedGateIsEnough() {
    replicas = 0;

    assertOutcome(StageState.SUCCEEDED, "NoReplicas", "serving.replicas is 0");
    assertAction(null);
  }

  @Test
  void withoutReplicasTheGateIsStillAwaited() {
    gate = Optional.empty();
    replicas = 0;

    assertOutcome(StageState.WAITING, "WaitingForStage", "Waits for the decision of the gate");
  }

  @Test
  void aCandidateWithoutReplicasIsStopped() {
    replicas = 0;
    serving = new ServingState(null, 0, null, candidate(NEW, false, null));

    assertAction(new Action.StopServing());
  }

  @Test
  void theReasonOfAnAbortedRolloutIsTheRecordedOne() {
    assertThat(Rollout.ABORTED).isEqualTo(Reason.of("RolloutAborted"));
  }
}
