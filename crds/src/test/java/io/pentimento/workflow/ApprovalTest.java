// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.workflow.observation.ServingState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A model that a person has to approve before it is served. */
class ApprovalTest {
  private static final String OTHER = "sha256:" + "a".repeat(64);
  private PlannerSimulation cluster;

  @BeforeEach
  void adapt() throws IOException {
    cluster = new PlannerSimulation(job(), false);
    cluster.job.getMetadata().setNamespace("vision");
    cluster.runToTheEnd();
  }

  private static AdaptationJob job(String... edits) throws IOException {
    List<String> all = new ArrayList<>(List.of("  serving:", "  promotion: Manual\n  serving:"));
    all.addAll(List.of(edits));
    return PlannerSimulation.job(all.toArray(String[]::new));
  }

  @Test
  void aModelThatPassedWaitsAndTheConditionSaysHowToApproveIt() {
    assertThat(cluster.step().actions()).isEmpty();
    assertThat(status().phase()).isEqualTo(Phase.PROMOTING);
    assertThat(condition("Approved").getStatus()).isEqualTo("False");
    assertThat(condition("Approved").getReason()).isEqualTo("WaitingForApproval");
    assertThat(condition("Approved").getMessage())
        .contains(
            "kubectl -n vision annotate --overwrite adaptationjob night"
                + " pentimento.io/approved-digest="
                + candidate());
    assertThat(condition("RolledOut").getReason()).isEqualTo("WaitingForApproval");
    assertThat(condition("Reconciling").getMessage()).contains("waits for approval");
    assertThat(condition("GatePassed").getStatus()).isEqualTo("True");
  }

  @Test
  void theApprovedModelIsServed() {
    approve(candidate());

    cluster.runToTheEnd();

    assertThat(status().phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(status().model().active()).isEqualTo(status().gate().candidate());
    assertThat(condition("Approved").getStatus()).isEqualTo("True");
  }

  @Test
  void theApprovalOfAnotherModelIsReportedAndServesNothing() {
    approve(OTHER);

    assertThat(cluster.step().actions()).isEmpty();
    assertThat(condition("Approved").getReason()).isEqualTo("OtherModelApproved");
    assertThat(condition("Approved").getMessage()).contains(OTHER, candidate());
  }

  @Test
  void anApprovalIsWithdrawnOnlyBeforeTheRolloutBegins() {
    approve(candidate());
    cluster.runUntilARollout();

    cluster.job.getMetadata().setAnnotations(Map.of());
    cluster.runToTheEnd();

    assertThat(status().phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(condition("Approved").getStatus()).isEqualTo("True");
  }

  @Test
  void theNextModelNeedsItsOwnApprovalAndThePreviousOneServesOn() throws IOException {
    approve(candidate());
    cluster.runToTheEnd();
    String first = status().model().active();

    edit(job("shards: 2", "startTimestep: 500"));
    cluster.runToTheEnd();

    assertThat(status().model().active()).isEqualTo(first);
    assertThat(status().model().candidate()).isNotNull().isNotEqualTo(first);
    assertThat(condition("Approved").getReason()).isEqualTo("OtherModelApproved");
    assertThat(condition("Ready").getStatus()).isEqualTo("True");

    approve(candidate());
    cluster.runToTheEnd();

    assertThat(status().model().active()).isNotEqualTo(first);
  }

  @Test
  void lostServersOfAnApprovedModelComeBackWithoutTheAnnotation() {
    approve(candidate());
    cluster.runToTheEnd();
    cluster.job.getMetadata().setAnnotations(Map.of());
    cluster.job.getMetadata().setGeneration(2L);
    cluster.set(ServingState.none());

    assertThat(cluster.step().actions()).singleElement().isInstanceOf(Action.Serve.class);
    assertThat(condition("Approved").getStatus()).isEqualTo("True");
  }

  @Test
  void aModelThatDidNotPassCannotBeApproved() throws IOException {
    cluster = new PlannerSimulation(job(), false);
    cluster.improvement = 0.001;
    cluster.runToTheEnd();

    approve(status().gate().candidate());

    assertThat(cluster.step().actions()).isEmpty();
    assertThat(status().phase()).isEqualTo(Phase.FAILED);
    assertThat(condition("Approved").getReason()).isEqualTo("GateNotPassed");
    assertThat(status().stage(StageName.SERVE).orElseThrow().reason()).isEqualTo("GateRegression");
  }

  @Test
  void automaticPromotionHasNoSuchCondition() throws IOException {
    cluster = new PlannerSimulation(PlannerSimulation.job(), false);

    cluster.runToTheEnd();

    assertThat(status().condition("Approved")).isEmpty();
  }

  private void approve(String digest) {
    cluster.job.getMetadata().setAnnotations(Map.of("pentimento.io/approved-digest", digest));
  }

  private void edit(AdaptationJob edited) {
    cluster.job.setSpec(edited.getSpec());
    cluster.job.getMetadata().setGeneration(cluster.job.getMetadata().getGeneration() + 1);
  }

  private String candidate() {
    return status().model().candidate();
  }

  private AdaptationJobStatus status() {
    return cluster.job.getStatus();
  }

  private Condition condition(String type) {
    return status().condition(type).orElseThrow();
  }
}
