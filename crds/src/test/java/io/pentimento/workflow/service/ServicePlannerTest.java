// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.rollout.CanaryPhase;
import io.pentimento.api.v1alpha1.service.ModelAddress;
import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.api.v1alpha1.service.RestorationServiceStatus;
import io.pentimento.api.v1alpha1.service.RolloutState;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.reason.Reason;
import io.pentimento.reason.ReconcileReason;
import io.pentimento.workflow.canary.CanaryObservation;
import io.pentimento.workflow.canary.CanaryTarget;
import io.pentimento.workflow.canary.CandidateServers;
import io.pentimento.workflow.canary.RouteState;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.observation.ServingState.Candidate;
import io.pentimento.workflow.status.Problems;
import io.pentimento.workflow.status.ReconcileFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each test is one situation of a service: what is seen, what is done, and what the status says.
 */
class ServicePlannerTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final String URL = "http://night.vision.svc";
  private static final ModelAddress A = published("a");
  private static final ModelAddress B = published("b");

  private final RestorationService service = service("uri: " + B.uri());
  private ServingState servers = ServingState.none();
  private Optional<AdaptationJob> job = Optional.empty();
  private CanaryObservation canary = CanaryObservation.none();
  private Instant now = NOW;

  private static ModelAddress published(String digit) {
    String digest = "sha256:" + digit.repeat(64);
    return new ModelAddress("oci://registry.example/vision/night@" + digest, digest);
  }

  private static RestorationService service(String model) {
    return Serialization.unmarshal(
        """
        apiVersion: pentimento.io/v1alpha1
        kind: RestorationService
        metadata: {name: night, namespace: vision, generation: 1}
        spec:
          model: {%s}
          replicas: 2
        """
            .formatted(model),
        RestorationService.class);
  }

  private ServiceDecision decide() {
    return decide(Problems.none());
  }

  /** Keeps the status for the next decision, as a cluster does. */
  private ServiceDecision decide(Problems problems) {
    ServiceDecision decision =
        ServicePlanner.decide(
            service,
            new ServiceObservation(
                job, servers, Map.of(A.digest(), A.uri(), B.digest(), B.uri()), canary, "uid=1"),
            problems,
            now);
    service.setStatus(decision.status());
    return decision;
  }

  private void see(String active, int ready, Candidate candidate) {
    servers = new ServingState(active, ready, URL, candidate, 2, Map.of());
  }

  private static Candidate starting(ModelAddress model, String reason) {
    return new Candidate(
        model.digest(),
        false,
        reason == null ? null : Reason.of(reason),
        reason + ": details",
        NOW.plus(Duration.ofMinutes(10)));
  }

  private static Condition condition(RestorationServiceStatus status, String type) {
    return status.condition(type).orElseThrow();
  }

  private static void assertCondition(
      ServiceDecision decision, String type, String status, String reason) {
    Condition condition = condition(decision.status(), type);
    assertThat(condition.getStatus()).as(type).isEqualTo(status);
    assertThat(condition.getReason()).as(type).isEqualTo(reason);
  }

  private void serve(ModelAddress model) {
    see(model.digest(), 2, null);
  }

  /** A served before, and the spec now asks for B, whose servers do not start for this reason. */
  private void bringUpBesideA(String reason) {
    serve(A);
    decide();
    see(A.digest(), 2, starting(B, reason));
  }

  /** A service with this canary, whose servers have model A. */
  private void guard() {
    service.setSpec(guarded().getSpec());
    serve(A);
  }

  private static RestorationService guarded() {
    return Serialization.unmarshal(
        Serialization.asYaml(service("uri: " + B.uri()))
            .replace(
                "spec:",
                "spec:\n  rollout: {canary: {routeRef: {name: restore}, steps: [{weight: 10,"
                    + " duration: 10m}]}}"),
        RestorationService.class);
  }

  private void seeCanary(Integer weight, CandidateServers candidate) {
    canary =
        new CanaryObservation(
            RouteState.Weights.of(weight == null ? OptionalInt.empty() : OptionalInt.of(weight)),
            Optional.ofNullable(candidate),
            Optional.empty());
  }

  private static CandidateServers candidate(int ready, String reason) {
    return new CandidateServers(
        B.digest(),
        1,
        ready,
        0,
        reason == null ? null : Reason.of(reason),
        reason + ": details",
        NOW.plus(Duration.ofMinutes(10)));
  }

  private static void assertSteers(
      ServiceDecision decision, OptionalInt servers, OptionalInt weight) {
    CanaryTarget target = decision.canary().orElseThrow().target();
    assertThat(target.servers()).isEqualTo(servers);
    assertThat(target.weight()).isEqualTo(weight);
  }

  @Test
  void aCanaryStartsBesideTheServersWithTheLastGoodModel() {
    guard();
    seeCanary(null, null);

    ServiceDecision decision = decide();

    assertThat(decision.action()).isEmpty();
    assertSteers(decision, OptionalInt.of(1), OptionalInt.empty());
    assertThat(decision.canary().orElseThrow().model()).contains(B);
    assertThat(decision.status().canary().phase()).isEqualTo(CanaryPhase.STARTING);
    assertCondition(decision, "CanaryPassed", "Unknown", "CanaryStarting");
    assertCondition(decision, "RolledOut", "Unknown", "CanaryStarting");
    assertCondition(decision, "Ready", "True", "Serving");
  }

  @Test
  void theFirstModelOfAServiceNeedsNoCanary() {
    service.setSpec(guarded().getSpec());
    seeCanary(null, null);

    ServiceDecision decision = decide();

    assertThat(decision.action()).contains(new ServiceAction.RollOut(B));
    assertThat(decision.canary()).isEmpty();
    assertThat(decision.status().canary()).isNull();
  }

  @Test
  void theServersOfACanaryVerifyTheModel() {
    guard();
    seeCanary(null, candidate(0, "SignatureUntrusted"));
    decide();

    assertCondition(decide(), "Verified", "False", "SignatureUntrusted");
    seeCanary(null, candidate(1, null));
    ServiceDecision ready = decide();
    assertCondition(ready, "Verified", "True", "Verified");
    assertSteers(ready, OptionalInt.of(1), OptionalInt.of(10));
    assertThat(ready.status().canary().phase()).isEqualTo(CanaryPhase.STEPPING);
  }

  @Test
  void aCanaryWhoseServersAreLostReturnsToTheLastGoodModel() {
    guard();
    seeCanary(null, candidate(1, null));
    decide();
    seeCanary(10, candidate(0, null));

    ServiceDecision decision = decide();

    assertThat(decision.action()).isEmpty();
    assertSteers(decision, OptionalInt.of(1), OptionalInt.of(0));
    assertCondition(decision, "CanaryPassed", "False", "CanaryNotReady");
    assertCondition(decision, "Stalled", "True", "CanaryNotReady");
    assertCondition(decision, "Ready", "True", "Serving");
    assertThat(decision.status().rollout().state()).isEqualTo(RolloutState.ABORTED);
    assertThat(decision.status().lastGood()).isEqualTo(A);
    seeCanary(null, null);
    now = NOW.plusSeconds(30);
    assertThat(decide().status().canary().phase()).isEqualTo(CanaryPhase.ROLLED_BACK);
    assertThat(decide().action()).as("until the next edit").isEmpty();
    assertThat(decide().canary()).isEmpty();
  }

  @Test
  void anotherModelDuringACanaryEndsItFirst() {
    guard();
    seeCanary(null, candidate(1, null));
    decide();
    seeCanary(10, candidate(1, null));
    service.setSpec(service("uri: " + A.uri()).getSpec());
    service.getMetadata().setGeneration(2L);

    ServiceDecision decision = decide();

    assertSteers(decision, OptionalInt.of(1), OptionalInt.of(0));
    assertThat(decision.canary().orElseThrow().model()).isEmpty();
    assertCondition(decision, "CanaryPassed", "False", "CanarySuperseded");
    assertCondition(decision, "RolledOut", "True", "RolledOut");
  }

  @Test
  void aNewServiceRollsItsModelOut() {
    ServiceDecision decision = decide();

    assertThat(decision.action()).contains(new ServiceAction.RollOut(B));
    assertCondition(decision, "Ready", "Unknown", "WaitingForReadiness");
    assertCondition(decision, "Verified", "Unknown", "Verifying");
    assertCondition(decision, "Reconciling", "True", "WaitingForReadiness");
    assertThat(decision.status().rollout().state()).isEqualTo(RolloutState.PROGRESSING);
    assertThat(decision.status().model()).isNull();
  }

  @Test
  void serversThatStartAreAwaitedUntilTheirDeadline() {
    decide();
    see(null, 0, starting(B, null));

    ServiceDecision decision = decide();

    assertThat(decision.action()).isEmpty();
    assertThat(decision.requeueAt()).contains(NOW.plus(Duration.ofMinutes(10)));
  }

  @Test
  void aModelWhoseServersAreReadyIsVerifiedAndServes() {
    decide();
    serve(B);

    ServiceDecision decision = decide();

    assertThat(decision.action()).isEmpty();
    assertCondition(decision, "Ready", "True", "Serving");
    assertCondition(decision, "Verified", "True", "Verified");
    assertCondition(decision, "RolledOut", "True", "RolledOut");
    assertCondition(decision, "Reconciling", "False", "RolledOut");
    assertThat(decision.status().model()).isEqualTo(B);
    assertThat(decision.status().lastGood()).isEqualTo(B);
    assertThat(decision.status().readyReplicas()).isEqualTo(2);
  }

  @Test
  void anotherModelReplacesTheOneThatServesOnlyWhenItIsReady() {
    serve(A);

    ServiceDecision decision = decide();

    assertThat(decision.action()).contains(new ServiceAction.RollOut(B));
    assertCondition(decision, "Ready", "True", "Serving");
    assertThat(decision.status().model()).isEqualTo(A);
    assertThat(condition(decision.status(), "Ready").getMessage()).contains("last good model");
  }

  @Test
  void aRejectedModelIsNamedWhileTheLastGoodOneServes() {
    bringUpBesideA("SignatureUntrusted");

    ServiceDecision decision = decide();

    assertThat(decision.action()).isEmpty();
    assertCondition(decision, "Verified", "False", "SignatureUntrusted");
    assertCondition(decision, "Ready", "True", "Serving");
    assertCondition(decision, "Reconciling", "True", "SignatureUntrusted");
    assertThat(decision.status().model()).isEqualTo(A);
  }

  /** The node pulls the image of the server, and with an image volume that of the model. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "RegistryUnavailable",
        "MissingSecret",
        "ErrImagePull",
        "ImagePullBackOff",
        "InvalidImageName"
      })
  void aModelThatCannotBeCheckedIsNeitherVerifiedNorRejected(String reason) {
    bringUpBesideA(reason);

    assertCondition(decide(), "Verified", "Unknown", reason);
  }

  @Test
  void aRejectedModelIsGivenUpAtTheDeadline() {
    bringUpBesideA("GateNotPassed");
    now = NOW.plus(Duration.ofMinutes(10));

    ServiceDecision decision = decide();

    assertThat(decision.action()).contains(new ServiceAction.GoBack(A));
    assertCondition(decision, "Stalled", "True", "RolloutAborted");
    assertCondition(decision, "Reconciling", "False", "RolloutAborted");
    assertCondition(decision, "Ready", "True", "Serving");
    assertCondition(decision, "Verified", "False", "GateNotPassed");
  }

  @Test
  void theRejectionIsRememberedWhenItsPodsAreGone() {
    bringUpBesideA("GateNotPassed");
    now = NOW.plus(Duration.ofMinutes(10));
    decide();
    serve(A);

    ServiceDecision decision = decide();

    assertThat(decision.action()).isEmpty();
    assertCondition(decision, "Verified", "False", "GateNotPassed");
    assertCondition(decision, "Stalled", "True", "RolloutAborted");
    assertThat(decision.status().rollout().model()).isEqualTo(B);
    assertThat(decision.status().lastGood()).isEqualTo(A);
  }

  @Test
  void anEditTriesAgain() {
    bringUpBesideA("GateNotPassed");
    now = NOW.plus(Duration.ofMinutes(10));
    decide();
    serve(A);
    service.getMetadata().setGeneration(2L);

    ServiceDecision decision = decide();

    assertThat(decision.action()).contains(new ServiceAction.RollOut(B));
    assertCondition(decision, "Stalled", "False", "NoFailure");
  }

  @Test
  void aModelThatServesIsVerifiedAgainWhenTheSpecIsEdited() {
    decide();
    serve(B);
    decide();
    service.getMetadata().setGeneration(2L);
    see(B.digest(), 2, starting(B, null));

    assertCondition(decide(), "Verified", "Unknown", "Verifying");

    serve(B);
    assertCondition(decide(), "Verified", "True", "Verified");
  }

  @Test
  void serversThatARollbackRestoredDoNotVerifyTheirModel() {
    decide();
    serve(B);
    decide();
    service.getMetadata().setGeneration(2L);
    see(B.digest(), 2, starting(B, "SignatureUntrusted"));
    decide();
    now = NOW.plus(Duration.ofMinutes(10));
    decide();
    serve(B);

    ServiceDecision decision = decide();

    assertCondition(decision, "Verified", "False", "SignatureUntrusted");
    assertCondition(decision, "Stalled", "True", "RolloutAborted");
  }

  @Test
  void aRevertReplacesTheCandidateAtOnce() {
    see(B.digest(), 2, starting(A, "SignatureUntrusted"));

    assertThat(decide().action()).contains(new ServiceAction.RollOut(B));
  }

  @Test
  void aFirstModelThatIsLateHasNothingToReturnTo() {
    decide();
    see(null, 0, starting(B, "RegistryUnavailable"));
    now = NOW.plus(Duration.ofMinutes(10));

    ServiceDecision decision = decide();

    assertThat(decision.action()).isEmpty();
    assertCondition(decision, "Ready", "False", "RolloutAborted");
  }

  @Test
  void aFirstModelThatIsReadyAfterItsDeadlineServes() {
    aFirstModelThatIsLateHasNothingToReturnTo();
    serve(B);

    ServiceDecision decision = decide();

    assertCondition(decision, "Ready", "True", "Serving");
    assertCondition(decision, "Stalled", "False", "NoFailure");
    assertThat(decision.status().rollout().state()).isEqualTo(RolloutState.COMPLETE);
  }

  @Test
  void serversThatAreDeletedComeBack() {
    decide();
    serve(B);
    decide();
    servers = ServingState.none();

    assertThat(decide().action()).contains(new ServiceAction.RollOut(B));
  }

  @Test
  void aModelWithoutReadyServersIsNotTheLastGoodOne() {
    decide();
    serve(B);
    decide();
    see(A.digest(), 0, null);

    assertThat(decide().status().lastGood()).isEqualTo(B);
  }

  @Test
  void serversThatAreLostLaterDoNotAbortTheRollout() {
    decide();
    serve(B);
    decide();
    see(null, 0, starting(B, "Unschedulable"));
    now = NOW.plus(Duration.ofHours(1));

    ServiceDecision decision = decide();

    assertThat(decision.action()).isEmpty();
    assertCondition(decision, "RolledOut", "True", "RolledOut");
    assertCondition(decision, "Ready", "False", "NoServerReady");
    assertCondition(decision, "Verified", "True", "Verified");
  }

  @Test
  void zeroReplicasStopTheServers() {
    RestorationService stopped =
        Serialization.unmarshal(
            Serialization.asYaml(service).replace("replicas: 2", "replicas: 0"),
            RestorationService.class);
    see(B.digest(), 2, null);

    ServiceDecision decision =
        ServicePlanner.decide(
            stopped, new ServiceObservation(job, servers, Map.of(), "uid=1"), Problems.none(), now);

    assertThat(decision.action()).contains(new ServiceAction.Stop());
    assertCondition(decision, "Serving", "False", "NoReplicas");
  }

  @Test
  void aFailureToReconcileIsReported() {
    ServiceDecision decision =
        decide(
            new Problems(
                Optional.empty(),
                Optional.of(new ReconcileFailure(ReconcileReason.FORBIDDEN, "no right"))));

    assertCondition(decision, "Stalled", "True", "Forbidden");
  }

  @Test
  void aServiceOfAJobWaitsForTheJob() {
    service.setSpec(service("jobRef: {name: night-cctv}").getSpec());

    ServiceDecision decision = decide();

    assertThat(decision.action()).isEmpty();
    assertCondition(decision, "Ready", "Unknown", "JobNotFound");
    assertThat(condition(decision.status(), "Ready").getMessage())
        .contains("spec.model.jobRef", "night-cctv");
  }

  @Test
  void aServiceOfAJobServesTheModelThatPassedTheGate() {
    service.setSpec(service("jobRef: {name: night-cctv}").getSpec());
    job = Optional.of(job(GateDecision.PASSED));

    ServiceDecision decision = decide();

    assertThat(decision.action())
        .contains(
            new ServiceAction.RollOut(
                new ModelAddress(
                    "pvc://adaptation/artifacts/train/%s/adapted.onnx".formatted("c".repeat(64)),
                    "sha256:" + "d".repeat(64))));
    assertCondition(decision, "Verified", "True", "AcceptedByJob");
  }

  @Test
  void aServiceOfAJobThatPublishedItsModelServesItFromTheWorkspaceToo() {
    service.setSpec(service("jobRef: {name: night-cctv}").getSpec());
    AdaptationJob publisher = job(GateDecision.PASSED);
    publisher.setStatus(
        Serialization.unmarshal(
            Serialization.asYaml(publisher.getStatus())
                + "model: {published: \"oci://registry.example/vision/night@sha256:e\"}\n",
            AdaptationJobStatus.class));
    job = Optional.of(publisher);

    assertThat(decide().action())
        .map(action -> ((ServiceAction.RollOut) action).model().uri())
        .hasValueSatisfying(uri -> assertThat(uri).startsWith("pvc://adaptation/"));
  }

  @Test
  void aServiceOfAJobKeepsItsModelWhenTheNextOneIsRejected() {
    service.setSpec(service("jobRef: {name: night-cctv}").getSpec());
    job = Optional.of(job(GateDecision.FAILED));
    serve(A);

    ServiceDecision decision = decide();

    assertThat(decision.action()).isEmpty();
    assertCondition(decision, "Ready", "True", "Serving");
    assertCondition(decision, "RolledOut", "Unknown", "JobNotAccepted");
  }

  private static AdaptationJob job(GateDecision decision) {
    AdaptationJob job =
        Serialization.unmarshal(
            """
            apiVersion: pentimento.io/v1alpha1
            kind: AdaptationJob
            metadata: {name: night-cctv, namespace: vision}
            spec:
              restorer: {source: {uri: "pvc://models/r.pth"}}
              prior: {source: {uri: "pvc://models/p.pth"}}
              dataset: {source: {uri: "pvc://frames/1"}}
              workspace: {persistentVolumeClaim: {claimName: adaptation}}
            """,
            AdaptationJob.class);
    job.setStatus(
        new AdaptationJobStatus(
            1L,
            List.of(),
            Phase.SUCCEEDED,
            null,
            List.of(),
            List.of(
                new StageStatus(
                    StageName.TRAIN,
                    "c".repeat(64),
                    null,
                    1,
                    null,
                    null,
                    null,
                    null,
                    StageState.SUCCEEDED,
                    "Completed",
                    null,
                    null,
                    null)),
            new GateStatus(decision, "sha256:" + "d".repeat(64), 10, List.of()),
            null,
            null,
            null,
            null,
            null));
    return job;
  }
}
