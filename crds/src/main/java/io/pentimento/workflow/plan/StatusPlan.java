// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.plan;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.status.PlanAction;
import io.pentimento.api.v1alpha1.status.PlanStatus;
import io.pentimento.api.v1alpha1.status.PlannedStage;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageParameters;
import io.pentimento.workflow.budget.GpuResources;
import io.pentimento.workflow.plan.FinishedStages.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plan of a job as its status shows it, from the statuses of the jobs in its workspace. */
public final class StatusPlan {
  private final AdaptationJob job;
  private final AdaptationJobSpec spec;
  private final FinishedStages finished;
  private final JobPlan plan;

  private StatusPlan(AdaptationJob job, FinishedStages finished) {
    this.job = job;
    this.spec = job.getSpec();
    this.finished = finished;
    this.plan = JobPlan.of(spec, Map.of(), finished.complete());
  }

  /**
   * The plan of a job.
   *
   * @param sharing all jobs of its workspace, itself too
   */
  public static PlanStatus of(AdaptationJob job, List<AdaptationJob> sharing) {
    return new StatusPlan(job, new FinishedStages(sharing)).status();
  }

  private PlanStatus status() {
    List<PlannedStage> stages = new ArrayList<>();
    List<String> objects = new ArrayList<>();
    double gpuSeconds = 0;
    boolean isWhole = true;
    for (StageName name :
        List.of(StageName.PREPARE, StageName.GENERATE, StageName.TRAIN, StageName.EVALUATE)) {
      PlannedStage stage = stage(name);
      stages.add(stage);
      if (stage.action() == PlanAction.RUN) {
        int pods = FinishedStages.pods(job, name);
        objects.add("Job of %s, pods: %d".formatted(name, pods));
        isWhole &= stage.estimatedSeconds() != null;
        gpuSeconds +=
            gpus(name) * (stage.estimatedSeconds() == null ? 0 : stage.estimatedSeconds());
      }
    }
    addPromotion(objects);
    return new PlanStatus(stages, objects, isWhole ? Math.round(gpuSeconds) : null);
  }

  private void addPromotion(List<String> objects) {
    if (spec.publish() != null) {
      objects.add("Job of publish, pods: 1, if the gate passes");
    }
    if (spec.serving().hasServers()) {
      objects.add("Deployment and Service, if the gate passes");
    }
  }

  private PlannedStage stage(StageName name) {
    if (plan.isReused(name)) {
      return new PlannedStage(name, PlanAction.REUSE, null, null, null);
    }
    if (needsImages(name) && plan.images().isEmpty()) {
      return new PlannedStage(
          name, PlanAction.RUN, "the images are counted by prepare", null, null);
    }
    StageWork work = StageWork.of(StageParameters.of(name, spec), plan.images().orElse(0L));
    Optional<Estimate> estimate = finished.estimate(name, work);
    return new PlannedStage(
        name,
        PlanAction.RUN,
        work.description(),
        estimate.map(each -> each.time().toSeconds()).orElse(null),
        estimate.map(Estimate::basis).orElse(null));
  }

  private static boolean needsImages(StageName name) {
    return name != StageName.TRAIN;
  }

  private double gpus(StageName name) {
    return switch (name) {
      case GENERATE -> GpuResources.gpus(spec.pseudoTargets().resources());
      case TRAIN -> GpuResources.gpus(spec.fineTuning().resources());
      case EVALUATE -> GpuResources.gpus(spec.evaluation().resources());
      default -> 0;
    };
  }
}
