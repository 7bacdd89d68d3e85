// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.api.v1alpha1.service.ModelAddress;
import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.api.v1alpha1.service.RestorationServiceStatus;
import io.pentimento.api.v1alpha1.service.RolloutState;
import io.pentimento.api.v1alpha1.service.RolloutStatus;
import io.pentimento.reason.NormalReason;
import io.pentimento.reason.ReconcileReason;
import io.pentimento.reason.ResultReason;
import io.pentimento.workflow.status.ConditionFactory;
import io.pentimento.workflow.status.InvalidSpec;
import io.pentimento.workflow.status.ReconcileFailure;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Services that cannot be planned. */
class UnplannedServiceTest {
  private static final Instant BEFORE = Instant.parse("2026-11-28T12:00:00Z");
  private static final Instant NOW = BEFORE.plusSeconds(60);
  private static final InvalidSpec INVALID = new InvalidSpec("spec.model: Required value", 4L);
  private static final ReconcileFailure FORBIDDEN =
      new ReconcileFailure(ReconcileReason.FORBIDDEN, "may not create Deployments");
  private static final ModelAddress MODEL = new ModelAddress("oci://r/m@sha256:1", "sha256:1");
  private static final ConditionFactory MAKE = ConditionFactory.of(List.of(), 3L, BEFORE);
  private static final Condition READY = MAKE.isTrue("Ready", NormalReason.SERVING, "serves");
  private static final Condition FINE =
      MAKE.isFalse("Stalled", NormalReason.NO_FAILURE, "Nothing has failed");
  private static final Condition ABORTED =
      MAKE.isTrue("Stalled", ResultReason.ROLLOUT_ABORTED, "not ready in time");

  private static RestorationService service(RestorationServiceStatus status) {
    RestorationService service = new RestorationService();
    service.getMetadata().setGeneration(4L);
    service.setStatus(status);
    return service;
  }

  private static RestorationServiceStatus status(String url, Condition... conditions) {
    return new RestorationServiceStatus(
        3L,
        List.of(conditions),
        MODEL,
        MODEL,
        new RolloutStatus(MODEL, RolloutState.COMPLETE, "RolledOut", null, "t", "t"),
        CanaryStatus.starting("sha256:1", "restore", BEFORE),
        2,
        2,
        "uid=1",
        url);
  }

  private static Condition stalled(RestorationServiceStatus status) {
    return status.condition("Stalled").orElseThrow();
  }

  @Test
  void aFirstSpecThatIsInvalidLeavesTheServiceUnready() {
    RestorationServiceStatus status = UnplannedService.invalid(service(null), INVALID, NOW);

    assertThat(status.conditions())
        .extracting(Condition::getType, Condition::getStatus)
        .containsExactly(
            tuple("Stalled", "True"), tuple("Reconciling", "False"), tuple("Ready", "False"));
    assertThat(status.conditions())
        .extracting(Condition::getMessage)
        .containsOnly("The spec is invalid: spec.model: Required value");
    assertThat(status.conditions()).extracting(Condition::getReason).containsOnly("InvalidSpec");
    assertThat(status.observedGeneration()).isEqualTo(4);
  }

  @Test
  void anInvalidEditLeavesTheServersAndReadyAsTheyAre() {
    RestorationServiceStatus before = status("http://night", READY, FINE);

    RestorationServiceStatus status = UnplannedService.invalid(service(before), INVALID, NOW);

    assertThat(status.condition("Ready")).contains(READY);
    assertThat(stalled(status).getMessage())
        .isEqualTo(
            "The latest spec is invalid; the servers stay as they are: spec.model: Required value");
    assertThat(status)
        .usingRecursiveComparison()
        .ignoringFields("conditions", "observedGeneration")
        .isEqualTo(before);
    assertThat(status.observedGeneration()).isEqualTo(4);
  }

  @Test
  void eachConditionExistsOnce() {
    RestorationServiceStatus once =
        UnplannedService.invalid(service(status(null, READY, FINE)), INVALID, NOW);

    RestorationServiceStatus twice = UnplannedService.invalid(service(once), INVALID, NOW);

    assertThat(twice.conditions())
        .extracting(Condition::getType)
        .containsExactlyInAnyOrder("Ready", "Stalled", "Reconciling");
    assertThat(twice).isEqualTo(once);
  }

  @Test
  void aFailureToReconcileStallsTheServiceAndChangesNothingElse() {
    RestorationServiceStatus before = status("http://night", READY, FINE);

    RestorationServiceStatus status =
        UnplannedService.failed(service(before), FORBIDDEN, false, NOW);

    assertThat(stalled(status).getStatus()).isEqualTo("True");
    assertThat(stalled(status).getReason()).isEqualTo("Forbidden");
    assertThat(stalled(status).getMessage()).isEqualTo("may not create Deployments");
    assertThat(stalled(status).getLastTransitionTime()).isEqualTo(NOW.toString());
    assertThat(status.condition("Ready")).contains(READY);
    assertThat(status).usingRecursiveComparison().ignoringFields("conditions").isEqualTo(before);
  }

  @Test
  void aServiceWithoutAStatusIsStalledByAFailure() {
    assertThat(UnplannedService.failed(service(null), FORBIDDEN, false, NOW).conditions())
        .singleElement()
        .extracting(Condition::getReason)
        .isEqualTo("Forbidden");
  }

  @Test
  void anAbortedRolloutIsMoreSevereThanAFailureToReconcile() {
    RestorationServiceStatus before = status("http://night", READY, ABORTED);

    assertThat(UnplannedService.failed(service(before), FORBIDDEN, false, NOW)).isEqualTo(before);
  }

  @Test
  void anotherFailureReplacesTheEarlierOneAndKeepsItsTime() {
    RestorationServiceStatus first =
        UnplannedService.failed(service(status(null, FINE)), FORBIDDEN, false, BEFORE);

    RestorationServiceStatus second =
        UnplannedService.failed(
            service(first), new ReconcileFailure(ReconcileReason.REJECTED, "no"), true, NOW);

    assertThat(stalled(second).getReason()).isEqualTo("Rejected");
    assertThat(stalled(second).getLastTransitionTime()).isEqualTo(BEFORE.toString());
  }
}
