// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.reason.ReconcileReason;
import io.pentimento.workflow.observation.Observation;
import io.pentimento.workflow.status.ConditionFactory;
import io.pentimento.workflow.status.ConditionTypes;
import io.pentimento.workflow.status.InvalidSpec;
import io.pentimento.workflow.status.Problems;
import io.pentimento.workflow.status.ReconcileFailure;
import io.pentimento.workflow.status.UnplannedStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the planner reports an invalid spec and a failure to reconcile. */
class ProblemsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
  private static final InvalidSpec INVALID = new InvalidSpec("spec.prior: Required value", 7L);
  private static final ReconcileFailure FORBIDDEN =
      new ReconcileFailure(ReconcileReason.FORBIDDEN, "cannot create jobs");

  private AdaptationJob job;

  @BeforeEach
  void readTheJob() throws IOException {
    job = AdaptationJobYaml.read(Path.of("src/test/resources/manifests/valid-minimal.yaml"));
    job.getMetadata().setNamespace("vision");
    job.getMetadata().setUid("11111111-2222-3333-4444-555555555555");
    job.getMetadata().setGeneration(6L);
  }

  @Test
  void anInvalidEditLeavesTheWorkOnTheLastValidSpecAsItIs() {
    Decision decision = decide(new Problems(Optional.of(INVALID), Optional.empty()));

    assertThat(decision.actions())
        .isEqualTo(decide(Problems.none()).actions())
        .hasOnlyElementsOfType(Action.StartStage.class);
  }

  @Test
  void anInvalidEditIsReportedForItsOwnGeneration() {
    AdaptationJobStatus status =
        decide(new Problems(Optional.of(INVALID), Optional.empty())).status();

    assertThat(status.observedGeneration()).isEqualTo(7);
    assertThat(status.conditions())
        .allMatch(condition -> condition.getObservedGeneration().equals(7L));
    assertStalled(status, "InvalidSpec", "The latest spec is invalid", INVALID.violations());
  }

  @Test
  void aSpecThatWasNeverValidStartsNothing() {
    Decision decision = WorkflowPlanner.reject(job, INVALID, NOW);

    assertThat(decision.actions()).isEmpty();
    assertThat(decision.requeueAt()).isEmpty();
    assertThat(decision.status().phase()).isEqualTo(Phase.FAILED);
    assertStalled(decision.status(), "InvalidSpec", "no work starts", INVALID.violations());
  }

  @Test
  void aFailureToReconcileIsReportedWhileTheWorkContinues() {
    Decision decision = decide(new Problems(Optional.empty(), Optional.of(FORBIDDEN)));

    assertThat(decision.actions()).isNotEmpty();
    assertStalled(decision.status(), "Forbidden", FORBIDDEN.message());
  }

  @Test
  void anInvalidSpecIsGraverThanAFailureToReconcile() {
    Decision decision = decide(new Problems(Optional.of(INVALID), Optional.of(FORBIDDEN)));

    assertStalled(decision.status(), "InvalidSpec", INVALID.violations());
  }

  @Test
  void withoutProblemsTheJobIsNotStalled() {
    assertThat(stalled(decide(Problems.none()).status()).getStatus()).isEqualTo("False");
  }

  @Test
  void aFailureWithoutAnObservationKeepsTheRestOfTheStatus() {
    job.setStatus(decide(Problems.none()).status());

    AdaptationJobStatus status = UnplannedStatus.of(FORBIDDEN, false, factory());

    assertStalled(status, "Forbidden", FORBIDDEN.message());
    assertThat(status.withConditions(job.getStatus().conditions())).isEqualTo(job.getStatus());
  }

  @Test
  void aFailureWithoutAnObservationDoesNotHideAGraverReason() {
    job.setStatus(WorkflowPlanner.reject(job, INVALID, NOW).status());

    assertThat(UnplannedStatus.of(FORBIDDEN, false, factory())).isEqualTo(job.getStatus());
  }

  private Decision decide(Problems problems) {
    return WorkflowPlanner.decide(job, Observation.empty(), problems, NOW);
  }

  private ConditionFactory factory() {
    return ConditionFactory.of(job, NOW);
  }

  private static void assertStalled(AdaptationJobStatus status, String reason, String... parts) {
    assertThat(stalled(status).getStatus()).isEqualTo("True");
    assertThat(stalled(status).getReason()).isEqualTo(reason);
    assertThat(stalled(status).getMessage()).contains(parts);
  }

  private static Condition stalled(AdaptationJobStatus status) {
    return status.condition(ConditionTypes.STALLED).orElseThrow();
  }
}
