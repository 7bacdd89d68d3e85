// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.rollout.CanaryPhase;
import io.pentimento.api.v1alpha1.rollout.CanarySpec;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.api.v1alpha1.rollout.CanaryStep;
import io.pentimento.api.v1alpha1.rollout.RouteReference;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.contract.StageKey;
import io.pentimento.reason.CanaryReason;
import io.pentimento.workflow.canary.CanaryObservation;
import io.pentimento.workflow.canary.CandidateServers;
import io.pentimento.workflow.canary.RouteState;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.observation.ServingState.Candidate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a canary holds the serving Deployment back. */
class GuardedRolloutTest {
  private static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");
  private static final String OLD = "sha256:" + "a".repeat(64);
  private static final String NEW = "sha256:" + "b".repeat(64);
  private static final StageKey TRAIN = new StageKey("1".repeat(64));
  private static final Action SERVE_NEW = new Action.Serve(NEW, TRAIN, 2);
  private static final CanarySpec POLICY =
      new CanarySpec(
          new RouteReference("restore"), List.of(new CanaryStep(10, "10m")), 1, null, null);

  private Optional<GateStatus> gate =
      Optional.of(new GateStatus(GateDecision.PASSED, NEW, 12, List.of()));
  private Optional<CanarySpec> policy = Optional.of(POLICY);
  private boolean hasServers = true;
  private CanaryStatus recorded;
  private ServingState serving = new ServingState(OLD, 2, "http://night", null);
  private RouteState route = RouteState.Weights.of(OptionalInt.empty());
  private Optional<CandidateServers> candidate = Optional.empty();

  private GuardedRollout rollout() {
    Rollout.Request request =
        new Rollout.Request(
            gate, TRAIN, serving.active(), hasServers ? 2 : 0, Optional.empty(), false);
    return GuardedRollout.of(
        Rollout.of(request, Optional.empty(), serving),
        request,
        new GuardedRollout.Terms(policy, hasServers, false, false),
        recorded,
        serving,
        new CanaryObservation(route, candidate, Optional.empty()),
        NOW);
  }

  private void record(CanaryPhase phase, String model, int weight) {
    recorded =
        CanaryStatus.starting(model, "restore", NOW)
            .enterStep(1, 10, NOW)
            .enter(phase, weight, NOW)
            .because(CanaryReason.LATENCY, "it is slow");
  }

  private void seeCandidate(String model) {
    candidate = Optional.of(new CandidateServers(model, 1, 1, 0, null, null, NOW.plusSeconds(60)));
  }

  private boolean serves() {
    return rollout().actions().contains(SERVE_NEW);
  }

  @Test
  void withoutAPolicyANewModelIsRolledOutAtOnce() {
    policy = Optional.empty();

    assertThat(rollout().actions()).containsExactly(SERVE_NEW);
    assertThat(rollout().canary()).isEmpty();
    assertThat(rollout().isInProgress()).isFalse();
    assertThat(rollout().requeueAt()).isEmpty();
  }

  @Test
  void aCanaryHoldsTheDeploymentBack() {
    GuardedRollout rollout = rollout();

    assertThat(rollout.actions()).singleElement().isInstanceOf(Action.SteerCanary.class);
    assertThat(((Action.SteerCanary) rollout.actions().get(0)).train()).isEqualTo(TRAIN);
    assertThat(rollout.outcome().state()).isEqualTo(StageState.WAITING);
    assertThat(rollout.outcome().reason()).isEqualTo(CanaryReason.STARTING);
    assertThat(rollout.isInProgress()).isTrue();
  }

  @Test
  void aFirstModelHasNothingToBeComparedWith() {
    serving = ServingState.none();

    assertThat(rollout().actions()).containsExactly(SERVE_NEW);
    assertThat(rollout().canary()).isEmpty();
  }

  @Test
  void otherSettingsOfTheServingModelNeedNoCanary() {
    serving = new ServingState(NEW, 2, "http://night", new Candidate(NEW, false, null));

    assertThat(rollout().canary()).isEmpty();
  }

  @Test
  void serversThatAreLostAreReplacedAtOnce() {
    serving = new ServingState(OLD, 0, "http://night", null);

    assertThat(serves()).isTrue();
    assertThat(rollout().canary()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"FAILED", "INCONCLUSIVE"})
  void aModelThatDidNotPassHasNoCanary(GateDecision decision) {
    gate = Optional.of(new GateStatus(decision, NEW, 12, List.of()));

    assertThat(rollout().canary()).isEmpty();
    assertThat(rollout().outcome().state()).isEqualTo(StageState.FAILED);
  }

  @Test
  void withoutServersThereIsNoCanary() {
    hasServers = false;

    assertThat(rollout().canary()).isEmpty();
    assertThat(rollout().actions()).containsExactly(new Action.StopServing());
  }

  @Test
  void aSkippedCanaryLetsTheDeploymentGo() {
    route = new RouteState.NoGatewayApi();

    assertThat(rollout().canary()).map(CanaryStatus::phase).contains(CanaryPhase.SKIPPED);
    assertThat(serves()).isTrue();
    assertThat(rollout().isInProgress()).isFalse();
  }

  @Test
  void theDeploymentTakesTheModelAfterTheLastStep() {
    record(CanaryPhase.PROMOTING, NEW, 10);
    seeCandidate(NEW);
    route = RouteState.Weights.of(OptionalInt.of(10));

    assertThat(serves()).isTrue();
    assertThat(rollout().outcome().reason().word()).isEqualTo("WaitingForReadiness");
  }

  @Test
  void aRolledBackModelIsRejectedWithTheReasonOfItsCanary() {
    record(CanaryPhase.ROLLED_BACK, NEW, 0);

    assertThat(rollout().outcome().state()).isEqualTo(StageState.FAILED);
    assertThat(rollout().outcome().reason()).isEqualTo(CanaryReason.LATENCY);
    assertThat(rollout().outcome().message()).isEqualTo("it is slow");
    assertThat(rollout().actions()).isEmpty();
  }

  @Test
  void aRolledBackModelServesIfTheCanaryIsRemoved() {
    record(CanaryPhase.ROLLED_BACK, NEW, 0);
    policy = Optional.empty();

    assertThat(serves()).isTrue();
  }

  @Test
  void theRollbackOfAnotherModelRejectsNothing() {
    record(CanaryPhase.ROLLED_BACK, "sha256:" + "c".repeat(64), 0);

    assertThat(rollout().canary()).map(CanaryStatus::model).contains(NEW);
    assertThat(rollout().outcome().state()).isEqualTo(StageState.WAITING);
  }

  @Test
  void duringARollbackTheDeploymentKeepsItsModel() {
    record(CanaryPhase.ROLLING_BACK, NEW, 0);
    seeCandidate(NEW);
    route = RouteState.Weights.of(OptionalInt.of(10));

    assertThat(serves()).isFalse();
    assertThat(rollout().outcome().state()).isEqualTo(StageState.FAILED);
    assertThat(rollout().requeueAt()).contains(NOW.plusSeconds(30));
  }

  @Test
  void theRollbackOfAModelThatIsNoLongerWantedIsAwaited() {
    record(CanaryPhase.ROLLING_BACK, "sha256:" + "c".repeat(64), 0);
    seeCandidate("sha256:" + "c".repeat(64));
    route = RouteState.Weights.of(OptionalInt.of(10));

    assertThat(rollout().outcome().state()).isEqualTo(StageState.WAITING);
    assertThat(rollout().actions())
        .singleElement()
        .extracting(action -> ((Action.SteerCanary) action).train())
        .as("the servers of another model")
        .isNull();
  }

  @Test
  void aRollbackToTheServingModelIsNotHeldBack() {
    gate = Optional.of(new GateStatus(GateDecision.PASSED, OLD, 12, List.of()));
    record(CanaryPhase.ROLLING_BACK, NEW, 0);
    seeCandidate(NEW);

    assertThat(rollout().outcome().state()).isEqualTo(StageState.SUCCEEDED);
  }

  @Test
  void aFinishedCanaryIsAwaitedUntilItsServersAreGone() {
    serving = new ServingState(NEW, 2, "http://night", null);
    record(CanaryPhase.FINISHING, NEW, 0);
    seeCandidate(NEW);
    route = RouteState.Weights.of(OptionalInt.of(0));

    assertThat(rollout().outcome().state()).isEqualTo(StageState.WAITING);
    assertThat(rollout().isInProgress()).isTrue();
  }

  @Test
  void anotherRolloutDuringTheFinishIsNotHeldBack() {
    record(CanaryPhase.FINISHING, OLD, 0);
    seeCandidate(OLD);
    route = RouteState.Weights.of(OptionalInt.of(0));

    assertThat(serves()).isTrue();
  }

  @Test
  void lostServersComeBackWithTheServingModelDuringACanary() {
    record(CanaryPhase.STEPPING, NEW, 10);
    seeCandidate(NEW);
    route = RouteState.Weights.of(OptionalInt.of(10));
    serving = new ServingState(OLD, 0, null, null);

    assertThat(rollout().actions()).contains(new Action.Serve(OLD, null, 2));
  }
}
