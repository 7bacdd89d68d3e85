// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

import static io.pentimento.api.v1alpha1.status.StageName.EVALUATE;
import static io.pentimento.api.v1alpha1.status.StageName.GENERATE;
import static io.pentimento.api.v1alpha1.status.StageName.PREPARE;
import static io.pentimento.api.v1alpha1.status.StageName.SERVE;
import static io.pentimento.api.v1alpha1.status.StageName.TRAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.reason.ReconcileReason;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.stage.StageResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Situations of a job and the conditions that describe them: type, status and reason. */
class JobConditionsTest {
  private static final String MODEL = "sha256:a";
  private static final ServingState NO_SERVERS = ServingState.none();
  private static final ServingState SERVING = new ServingState(MODEL, 2, "http://x", null);
  private static final ServingState STARTING =
      new ServingState(
          null, 0, "http://x", new ServingState.Candidate(MODEL, false, "NotReady: see its log"));

  @Test
  void whileAStageRuns() {
    Situation situation =
        new Situation(Results.done(PREPARE), Results.running(GENERATE), Results.waiting(TRAIN));

    assertThat(situation.conditions())
        .contains(
            "Ready Unknown Working",
            "Serving False NotRolledOut",
            "Complete False Working",
            "Failed False NoFailure",
            "Suspended False NotSuspended",
            "Stalled False NoFailure",
            "Reconciling True Working",
            "SourcesResolved True Completed",
            "PseudoTargetsReady Unknown Running",
            "Trained Unknown WaitingForStage",
            "GatePassed Unknown NotEvaluated");
    assertThat(situation.message("Ready")).isEqualTo("No adapted model yet: generate is running");
    assertThat(situation.message("Complete")).isEqualTo("generate is running");
    assertThat(situation.message("SourcesResolved")).isEqualTo("prepare is finished");
  }

  @Test
  void whileAStageWaits() {
    Situation situation = new Situation(Results.pending(PREPARE), Results.waiting(GENERATE));

    assertThat(situation.conditions())
        .contains("Reconciling True Working", "SourcesResolved Unknown Unschedulable");
    assertThat(situation.message("Reconciling")).isEqualTo("prepare is waiting: no node");
    assertThat(situation.message("SourcesResolved")).isEqualTo("no node");
  }

  @Test
  void afterAStageFailed() {
    Situation situation =
        new Situation(Results.done(PREPARE), Results.failed(GENERATE), Results.waiting(TRAIN));

    assertThat(situation.conditions())
        .contains(
            "Ready False Diverged",
            "Complete False Diverged",
            "Failed True Diverged",
            "Stalled True Diverged",
            "Reconciling False Diverged",
            "PseudoTargetsReady False Diverged");
    assertThat(situation.message("Failed")).isEqualTo("generate: the loss is NaN");
    assertThat(situation.message("PseudoTargetsReady")).isEqualTo("the loss is NaN");
  }

  @Test
  void whileAJobIsSuspended() {
    Situation situation = new Situation(Results.suspended(PREPARE), Results.waiting(GENERATE));
    situation.suspended = true;

    assertThat(situation.conditions())
        .contains(
            "Ready Unknown Suspended",
            "Complete False Suspended",
            "Failed False NoFailure",
            "Suspended True Suspended",
            "Stalled False NoFailure",
            "Reconciling False Suspended");
  }

  @Test
  void onceAllStagesAreDoneAndServersAreReady() {
    Situation situation = finished(GateDecision.PASSED);
    situation.serving = SERVING;

    assertThat(situation.conditions())
        .contains(
            "Ready True Serving",
            "Serving True Serving",
            "Complete True Finished",
            "Failed False NoFailure",
            "Stalled False NoFailure",
            "Reconciling False Finished",
            "RolledOut True Completed",
            "GatePassed True GatePassed");
    assertThat(situation.message("Serving"))
        .isEqualTo("2 of 2 servers are ready with model sha256:a");
    assertThat(situation.message("Complete")).isEqualTo("All stages are finished");
    assertThat(situation.message("GatePassed")).isEqualTo("For sha256:a");
  }

  @Test
  void whileNoServerOfTheActiveModelIsReady() {
    Situation situation = finished(GateDecision.PASSED);
    situation.serving = new ServingState(MODEL, 0, "http://x", null);

    assertThat(situation.conditions())
        .contains("Ready False NoServerReady", "Serving False NoServerReady");
  }

  @Test
  void whenTheServersOfAFinishedJobAreLost() {
    Situation situation = finished(GateDecision.PASSED);
    situation.serving = STARTING;

    assertThat(situation.conditions())
        .contains(
            "Ready False NoServerReady", "Serving False NoServerReady", "Complete True Finished");
    assertThat(situation.message("Serving"))
        .isEqualTo("None of 2 servers is ready: NotReady: see its log");
  }

  @Test
  void whenSomeServersAreNotReady() {
    Situation situation = finished(GateDecision.PASSED);
    situation.serving =
        new ServingState(
            MODEL, 1, "http://x", new ServingState.Candidate(MODEL, false, "Unschedulable: …"));

    assertThat(situation.message("Serving"))
        .isEqualTo("1 of 2 servers are ready with model sha256:a; Unschedulable: …");
  }

  @Test
  void onceAJobWithoutServersIsDone() {
    Situation situation = finished(GateDecision.PASSED);
    situation.replicas = 0;

    assertThat(situation.conditions())
        .contains("Ready True Adapted", "Serving False NoReplicas", "Complete True Finished");
  }

  @Test
  void anEarlierModelKeepsTheJobReadyWhileTheNextIsTrained() {
    Situation situation = new Situation(Results.done(PREPARE), Results.running(TRAIN));
    situation.serving = SERVING;

    assertThat(situation.conditions())
        .contains("Ready True Serving", "Complete False Working", "Reconciling True Working");
  }

  @Test
  void theGateReportsItsDecision() {
    assertThat(finished(GateDecision.FAILED).conditions())
        .contains("GatePassed False GateRegression");
    assertThat(finished(GateDecision.INCONCLUSIVE).conditions())
        .contains("GatePassed False GateInconclusive");
  }

  @Test
  void anInvalidSpecIsMoreSevereThanAFailedStage() {
    Situation situation = new Situation(Results.failed(PREPARE));
    situation.problems =
        new Problems(Optional.of(new InvalidSpec("spec.x: Required value", 4L)), failure());

    assertThat(situation.conditions()).contains("Stalled True InvalidSpec", "Failed True Diverged");
    assertThat(situation.message("Stalled"))
        .isEqualTo(
            "The latest spec is invalid; the last valid one stays in force: spec.x: Required"
                + " value");
  }

  @Test
  void aFailedStageIsMoreSevereThanAReconcileFailure() {
    Situation situation = new Situation(Results.failed(PREPARE));
    situation.problems = new Problems(Optional.empty(), failure());

    assertThat(situation.conditions()).contains("Stalled True Diverged");
  }

  @Test
  void aReconcileFailureStallsAWorkingJob() {
    Situation situation = new Situation(Results.running(PREPARE));
    situation.problems = new Problems(Optional.empty(), failure());

    assertThat(situation.conditions())
        .contains("Stalled True Forbidden", "Reconciling True Working", "Failed False NoFailure");
    assertThat(situation.message("Stalled")).isEqualTo("cannot create jobs");
  }

  private static Optional<ReconcileFailure> failure() {
    return Optional.of(new ReconcileFailure(ReconcileReason.FORBIDDEN, "cannot create jobs"));
  }

  private static Situation finished(GateDecision decision) {
    Situation situation =
        new Situation(
            Results.done(PREPARE),
            Results.done(GENERATE),
            Results.done(TRAIN),
            Results.done(EVALUATE),
            Results.done(SERVE));
    situation.gate = Optional.of(new GateStatus(decision, MODEL, 50, List.of()));
    return situation;
  }

  /** A job that wants two servers, until a test changes something. */
  private static final class Situation {
    private final List<StageResult> results;
    private boolean suspended;
    private Optional<GateStatus> gate = Optional.empty();
    private ServingState serving = NO_SERVERS;
    private int replicas = 2;
    private Problems problems = Problems.none();

    private Situation(StageResult... results) {
      this.results = List.of(results);
    }

    private List<Condition> all() {
      ConditionFactory factory =
          new ConditionFactory(AdaptationJobStatus.empty(), 3L, Instant.EPOCH);
      return new JobConditions(
              factory,
              results,
              Suspension.bySpec(suspended),
              gate,
              Optional.empty(),
              serving,
              replicas,
              problems)
          .all();
    }

    private List<String> conditions() {
      return all().stream()
          .map(c -> "%s %s %s".formatted(c.getType(), c.getStatus(), c.getReason()))
          .toList();
    }

    private String message(String type) {
      return all().stream()
          .filter(condition -> condition.getType().equals(type))
          .map(Condition::getMessage)
          .collect(Collectors.joining());
    }
  }
}
