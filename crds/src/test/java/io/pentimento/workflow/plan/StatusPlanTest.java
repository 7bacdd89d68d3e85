// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.status.PlanAction;
import io.pentimento.api.v1alpha1.status.PlanStatus;
import io.pentimento.api.v1alpha1.status.PlannedStage;
import io.pentimento.api.v1alpha1.status.StageName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plan of a job in its status. */
class StatusPlanTest {
  private static final String ONE_CALL = "pseudoTargets: {startTimestep: 1000, sampler: {steps: 1}";
  private static final String GPU = "resources: {limits: {nvidia.com/gpu: %s}}";

  private static PlanStatus plan(AdaptationJob job, AdaptationJob... others) {
    return StatusPlan.of(job, List.of(others));
  }

  private static PlannedStage stage(PlanStatus plan, StageName name) {
    return plan.stages().stream().filter(stage -> stage.name() == name).findFirst().orElseThrow();
  }

  @Test
  void aNewJobRunsAllStagesInTheirOrder() {
    PlanStatus plan = plan(Jobs.job("night"));

    assertThat(plan.stages())
        .extracting(PlannedStage::name)
        .containsExactly(
            StageName.PREPARE, StageName.GENERATE, StageName.TRAIN, StageName.EVALUATE);
    assertThat(plan.stages()).extracting(PlannedStage::action).containsOnly(PlanAction.RUN);
  }

  @Test
  void beforePrepareTheImagesAreNotCountedAndOnlyTheWorkOfTrainIsKnown() {
    PlanStatus plan = plan(Jobs.job("night", "fineTuning: {iterations: 10, batchSize: 8}"));

    assertThat(stage(plan, StageName.PREPARE).work())
        .isEqualTo("the images are counted by prepare");
    assertThat(stage(plan, StageName.GENERATE).work())
        .isEqualTo("the images are counted by prepare");
    assertThat(stage(plan, StageName.EVALUATE).work())
        .isEqualTo("the images are counted by prepare");
    assertThat(stage(plan, StageName.TRAIN).work()).isEqualTo("10 iterations × 8 images");
  }

  @Test
  void aStageThatAnotherJobFinishedIsReusedWithoutWork() {
    AdaptationJob other = Jobs.finish(Jobs.job("other"), StageName.PREPARE, 9, 40);

    PlannedStage prepare = stage(plan(Jobs.job("night"), other), StageName.PREPARE);

    assertThat(prepare)
        .isEqualTo(new PlannedStage(StageName.PREPARE, PlanAction.REUSE, null, null, null));
  }

  @Test
  void theWorkIsCountedFromTheImagesThatPrepareFound() {
    AdaptationJob job = Jobs.finish(Jobs.job("night", ONE_CALL + "}"), StageName.PREPARE, 9, 40);

    assertThat(stage(plan(job, job), StageName.GENERATE).work())
        .isEqualTo("40 images × 1 network calls");
    assertThat(stage(plan(job, job), StageName.EVALUATE).work()).isEqualTo("40 images");
  }

  @Test
  void reusedStagesNeedNoObjects() {
    AdaptationJob job = Jobs.job("night", "serving: {replicas: 0}");
    for (StageName stage :
        List.of(StageName.PREPARE, StageName.GENERATE, StageName.TRAIN, StageName.EVALUATE)) {
      Jobs.finish(job, stage, 1, 1);
    }

    assertThat(plan(job, job).objects()).isEmpty();
    assertThat(plan(job, job).estimatedGpuSeconds()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          serving: {replicas: 0}                     | 4 |
          serving: {replicas: 1}                     | 5 | Deployment and Service, if the gate passes
          serving: {}                                | 5 | Deployment and Service, if the gate passes
          """)
  void serversAreObjectsToo(String serving, int objects, String last) {
    List<String> planned = plan(Jobs.job("night", serving)).objects();

    assertThat(planned).hasSize(objects);
    if (last != null) {
      assertThat(planned).last().isEqualTo(last);
    }
  }

  @Test
  void aPublicationIsAJobOfItsOwnBeforeTheServers() {
    assertThat(
            plan(Jobs.job("night", "publish: {uri: \"oci://registry.example/night\"}")).objects())
        .containsExactly(
            "Job of prepare, pods: 1",
            "Job of generate, pods: 1",
            "Job of train, pods: 1",
            "Job of evaluate, pods: 1",
            "Job of publish, pods: 1, if the gate passes",
            "Deployment and Service, if the gate passes");
  }

  /** Generate and evaluate are reused, and training took ten seconds for the same work. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {nvidia.com/gpu: 1}               | 10
          {nvidia.com/gpu: 4}               | 40
          {nvidia.com/mig-1g.10gb: 2}       | 20
          {amd.com/gpu: 1}                  | 10
          {cpu: 8, memory: 16Gi}            | 0
          {cpu: 8, nvidia.com/gpu: 2}       | 20
          {nvidia.com/gpu: 1, nvidia.com/gpumem: 3000} | 10
          {}                                | 0
          """)
  void gpuSecondsAreSecondsTimesGpus(String limits, long gpuSeconds) {
    AdaptationJob job =
        Jobs.job(
            "night",
            "fineTuning: {iterations: 10, seed: 2, resources: {limits: %s}}".formatted(limits));
    AdaptationJob earlier = Jobs.job("earlier", "fineTuning: {iterations: 10, seed: 1}");
    Jobs.finish(job, StageName.PREPARE, 1, 4);
    Jobs.finish(job, StageName.GENERATE, 1, 4);
    Jobs.finish(job, StageName.EVALUATE, 1, 4);
    Jobs.finish(earlier, StageName.TRAIN, 10, 10);

    assertThat(plan(job, job, earlier).estimatedGpuSeconds()).isEqualTo(gpuSeconds);
  }

  @Test
  void gpuSecondsOfAllStagesAreAddedUp() {
    AdaptationJob job =
        Jobs.job(
            "night",
            ONE_CALL + ", seed: 2, shards: 2, " + GPU.formatted(1) + "}",
            "fineTuning: {iterations: 10, batchSize: 8, " + GPU.formatted(2) + "}",
            "evaluation: {" + GPU.formatted(1) + "}");
    AdaptationJob earlier =
        Jobs.job("earlier", ONE_CALL + ", seed: 1}", "fineTuning: {iterations: 10, batchSize: 8}");
    Jobs.finish(job, StageName.PREPARE, 1, 4);
    Jobs.finish(earlier, StageName.GENERATE, 100, 4);
    Jobs.finish(earlier, StageName.TRAIN, 10, 10);
    Jobs.finish(earlier, StageName.EVALUATE, 3, 4);

    assertThat(plan(job, job, earlier).estimatedGpuSeconds()).isEqualTo(100 + 2 * 10 + 3);
  }

  @Test
  void withoutAnEarlierRunOfAStageTheSumIsUnknown() {
    AdaptationJob job = Jobs.finish(Jobs.job("night"), StageName.PREPARE, 1, 4);

    assertThat(plan(job, job).estimatedGpuSeconds()).isNull();
    assertThat(stage(plan(job, job), StageName.TRAIN).estimatedSeconds()).isNull();
    assertThat(stage(plan(job, job), StageName.TRAIN).basis()).isNull();
  }
}
