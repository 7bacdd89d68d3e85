// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.pentimento.api.v1alpha1.service.ModelAddress;
import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.api.v1alpha1.service.RestorationServiceStatus;
import io.pentimento.api.v1alpha1.service.RolloutState;
import io.pentimento.api.v1alpha1.service.RolloutStatus;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.observation.ServingState.Candidate;
import io.pentimento.workflow.status.InvalidSpec;
import io.pentimento.workflow.status.Problems;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fields of a service's status besides its conditions. */
class ServiceStatusTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final ModelAddress A = published("a");
  private static final ModelAddress B = published("b");

  private RestorationService service = service("replicas: 2", B);
  private ServingState serving = ServingState.none();
  private Problems problems = Problems.none();
  private Instant now = NOW;
  private final Map<String, String> addresses = new HashMap<>();

  private static ModelAddress published(String digit) {
    String digest = "sha256:" + digit.repeat(64);
    return new ModelAddress("oci://registry.example/vision/night@" + digest, digest);
  }

  private static RestorationService service(String fields, ModelAddress model) {
    return Serialization.unmarshal(
        """
        apiVersion: pentimento.io/v1alpha1
        kind: RestorationService
        metadata: {name: night, namespace: vision, generation: 3}
        spec:
          model: {uri: "%s"}
          %s
        """
            .formatted(model.uri(), fields),
        RestorationService.class);
  }

  private ServiceDecision decide() {
    ServiceDecision decision =
        ServicePlanner.decide(
            service,
            new ServiceObservation(Optional.empty(), serving, addresses, "uid=1"),
            problems,
            now);
    service.setStatus(decision.status());
    return decision;
  }

  private RestorationServiceStatus status() {
    return decide().status();
  }

  private void see(ModelAddress active, int ready, Candidate candidate) {
    serving = new ServingState(active.digest(), ready, "http://night", candidate, 2, Map.of());
  }

  @Test
  void aNewServiceHasARolloutAndNoModelYet() {
    RestorationServiceStatus status = status();

    assertThat(status.observedGeneration()).isEqualTo(3);
    assertThat(status.model()).isNull();
    assertThat(status.lastGood()).isNull();
    assertThat(status.url()).isNull();
    assertThat(status.replicas()).isEqualTo(2);
    assertThat(status.readyReplicas()).isZero();
    assertThat(status.selector()).isEqualTo("uid=1");
    assertThat(status.rollout())
        .isEqualTo(
            new RolloutStatus(
                B,
                RolloutState.PROGRESSING,
                "WaitingForReadiness",
                "The server loads the model",
                NOW.toString(),
                null));
  }

  @Test
  void aModelThatServesIsTheLastGoodOne() {
    see(B, 2, null);

    RestorationServiceStatus status = status();

    assertThat(status.model()).isEqualTo(B);
    assertThat(status.lastGood()).isEqualTo(B);
    assertThat(status.url()).isEqualTo("http://night");
    assertThat(status.readyReplicas()).isEqualTo(2);
    assertThat(status.rollout().state()).isEqualTo(RolloutState.COMPLETE);
    assertThat(status.rollout().completionTime()).isEqualTo(NOW.toString());
  }

  @Test
  void theTimesOfARolloutAreThoseOfItsChanges() {
    decide();
    see(B, 2, null);
    now = NOW.plusSeconds(60);
    decide();
    now = NOW.plusSeconds(120);

    RolloutStatus rollout = status().rollout();

    assertThat(rollout.startTime()).isEqualTo(NOW.toString());
    assertThat(rollout.completionTime()).isEqualTo(NOW.plusSeconds(60).toString());
  }

  @Test
  void lostServersLeaveTheLastGoodModelKnown() {
    see(B, 2, null);
    decide();
    see(B, 0, null);

    RestorationServiceStatus status = status();

    assertThat(status.model()).as("no server answers").isNull();
    assertThat(status.lastGood()).isEqualTo(B);
  }

  @Test
  void theAddressOfAModelThatServesIsFoundInTheRecordsOfItsServers() {
    addresses.put(A.digest(), A.uri());
    see(A, 2, null);

    assertThat(status().model()).isEqualTo(A);
  }

  @Test
  void aModelWithoutARecordedAddressIsNotReported() {
    see(A, 2, null);

    assertThat(status().model()).isNull();
    assertThat(service.getStatus().lastGood()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          replicas: 5                                       | 0 | 5
          replicas: 5                                       | 9 | 5
          replicas: 0                                       | 3 | 0
          deletionPolicy: Delete                            | 0 | 1
          deletionPolicy: Delete                            | 4 | 4
          autoscaling: {minReplicas: 3, maxReplicas: 9, targetQueueDepth: 8} | 0 | 3
          autoscaling: {minReplicas: 3, maxReplicas: 9, targetQueueDepth: 8} | 7 | 7
          """)
  void theNumberOfServersIsEnforcedOrLeftToWhoeverScalesThem(
      String fields, int desired, int replicas) {
    service = service(fields, B);
    serving = new ServingState(null, 0, null, null, desired, Map.of());

    assertThat(status().replicas()).isEqualTo(replicas);
  }

  @Test
  void anInvalidEditIsObservedAndTheLastValidSpecStaysInForce() {
    problems = new Problems(Optional.of(new InvalidSpec("bad", 7L)), Optional.empty());

    assertThat(status().observedGeneration()).isEqualTo(7);
    assertThat(service.getStatus().rollout().model()).isEqualTo(B);
  }

  @Test
  void serversThatStartAreJudgedAtTheirDeadline() {
    see(A, 2, new Candidate(B.digest(), false, null, null, NOW.plusSeconds(600)));

    assertThat(decide().requeueAt()).contains(NOW.plusSeconds(600));
  }

  @Test
  void aFinishedRolloutNeedsNoTime() {
    see(B, 2, null);

    assertThat(decide().requeueAt()).isEmpty();
  }

  @Test
  void aDeadlineThatIsOverEndsTheRolloutAndNeedsNoTime() {
    addresses.put(A.digest(), A.uri());
    see(A, 2, null);
    decide();
    see(A, 2, new Candidate(B.digest(), false, null, "exit 1", NOW));

    ServiceDecision decision = decide();

    assertThat(decision.requeueAt()).isEmpty();
    assertThat(decision.status().rollout().state()).isEqualTo(RolloutState.ABORTED);
    assertThat(decision.status().rollout().message())
        .isEqualTo("The new servers were not ready in time: exit 1");
    assertThat(decision.action()).contains(new ServiceAction.GoBack(A));
  }

  @Test
  void anEditBeginsTheRolloutAnew() {
    see(B, 2, null);
    decide();
    now = NOW.plusSeconds(60);
    service.getMetadata().setGeneration(4L);

    assertThat(status().rollout().startTime()).isEqualTo(now.toString());
    assertThat(service.getStatus().observedGeneration()).isEqualTo(4);
  }
}
