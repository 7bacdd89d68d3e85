// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.ModelStatus;
import io.pentimento.api.v1alpha1.status.OutputsStatus;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.PlanStatus;
import io.pentimento.api.v1alpha1.status.Progress;
import io.pentimento.api.v1alpha1.status.ServingStatus;
import io.pentimento.api.v1alpha1.status.SourceStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.api.v1alpha1.status.UsageStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The observed state. Its size is bounded for any number of images and shards: under 32 KiB as
 * JSON.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AdaptationJobStatus(
    @JsonPropertyDescription("The metadata.generation that this status describes.")
        @Nullable Long observedGeneration,
    @Size(max = 24)
        @JsonPropertyDescription(
            "Ready, Serving, Complete, Failed, Suspended, Stalled, Reconciling, GatePassed, Approved,"
                + " and one per stage: SourcesResolved, PseudoTargetsReady, Trained, Evaluated,"
                + " Published, RolledOut; CanaryPassed after a canary.")
        List<Condition> conditions,
    @JsonPropertyDescription(
            "High-level phase, for display only; automation should use conditions.")
        @Nullable Phase phase,
    @JsonPropertyDescription("Progress of the whole job.") @Nullable Progress progress,
    @Size(max = 16)
        @JsonPropertyDescription("The sources of the spec with the digests of their content.")
        List<SourceStatus> sources,
    @Size(max = 8) @JsonPropertyDescription("The stages, in execution order.")
        List<StageStatus> stages,
    @JsonPropertyDescription("The gate's decision about the candidate.") @Nullable GateStatus gate,
    @JsonPropertyDescription("The adapted models, by digest.") @Nullable ModelStatus model,
    @JsonPropertyDescription("The servers and what keeps them from being ready.")
        @Nullable ServingStatus serving,
    @JsonPropertyDescription("Paths of the results in the workspace.")
        @Nullable OutputsStatus outputs,
    @JsonPropertyDescription("GPU time used by the stages; absent if they used none.")
        @Nullable UsageStatus usage,
    @JsonPropertyDescription(
            "What the job would do; only if the annotation pentimento.io/dry-run is true.")
        @Nullable PlanStatus plan) {

  public AdaptationJobStatus(
      @Nullable Long observedGeneration,
      @Nullable List<Condition> conditions,
      @Nullable Phase phase,
      @Nullable Progress progress,
      @Nullable List<SourceStatus> sources,
      @Nullable List<StageStatus> stages,
      @Nullable GateStatus gate,
      @Nullable ModelStatus model,
      @Nullable ServingStatus serving,
      @Nullable OutputsStatus outputs,
      @Nullable UsageStatus usage,
      @Nullable PlanStatus plan) {
    this.conditions = List.copyOf(requireNonNullElse(conditions, List.of()));
    this.sources = List.copyOf(requireNonNullElse(sources, List.of()));
    this.stages = List.copyOf(requireNonNullElse(stages, List.of()));
    this.observedGeneration = observedGeneration;
    this.phase = phase;
    this.progress = progress;
    this.gate = gate;
    this.model = model;
    this.serving = serving;
    this.outputs = outputs;
    this.usage = usage;
    this.plan = plan;
  }

  /** The initial status of a job. */
  public static AdaptationJobStatus empty() {
    return new AdaptationJobStatus(
        null, null, null, null, null, null, null, null, null, null, null, null);
  }

  /** The condition of this type, such as {@code Ready}. */
  public Optional<Condition> condition(String type) {
    return conditions.stream().filter(condition -> type.equals(condition.getType())).findFirst();
  }

  /** A copy in which this condition replaces the one of its type. */
  public AdaptationJobStatus withCondition(Condition condition) {
    List<Condition> all = new ArrayList<>(conditions);
    all.replaceAll(each -> condition.getType().equals(each.getType()) ? condition : each);
    if (condition(condition.getType()).isEmpty()) {
      all.add(condition);
    }
    return withConditions(all);
  }

  public AdaptationJobStatus withConditions(List<Condition> others) {
    return new AdaptationJobStatus(
        observedGeneration,
        others,
        phase,
        progress,
        sources,
        stages,
        gate,
        model,
        serving,
        outputs,
        usage,
        plan);
  }

  public AdaptationJobStatus withStages(List<StageStatus> others) {
    return new AdaptationJobStatus(
        observedGeneration,
        conditions,
        phase,
        progress,
        sources,
        others,
        gate,
        model,
        serving,
        outputs,
        usage,
        plan);
  }

  public AdaptationJobStatus withPhase(@Nullable Phase other) {
    return new AdaptationJobStatus(
        observedGeneration,
        conditions,
        other,
        progress,
        sources,
        stages,
        gate,
        model,
        serving,
        outputs,
        usage,
        plan);
  }

  public AdaptationJobStatus withProgress(@Nullable Progress other) {
    return new AdaptationJobStatus(
        observedGeneration,
        conditions,
        phase,
        other,
        sources,
        stages,
        gate,
        model,
        serving,
        outputs,
        usage,
        plan);
  }

  public AdaptationJobStatus withUsage(@Nullable UsageStatus other) {
    return new AdaptationJobStatus(
        observedGeneration,
        conditions,
        phase,
        progress,
        sources,
        stages,
        gate,
        model,
        serving,
        outputs,
        other,
        plan);
  }

  /**
   * The same with a plan.
   *
   * @param other null for none
   */
  public AdaptationJobStatus withPlan(@Nullable PlanStatus other) {
    return new AdaptationJobStatus(
        observedGeneration,
        conditions,
        phase,
        progress,
        sources,
        stages,
        gate,
        model,
        serving,
        outputs,
        usage,
        other);
  }

  public AdaptationJobStatus withObservedGeneration(@Nullable Long other) {
    return new AdaptationJobStatus(
        other,
        conditions,
        phase,
        progress,
        sources,
        stages,
        gate,
        model,
        serving,
        outputs,
        usage,
        plan);
  }

  /** The same with this state of the canary. */
  public AdaptationJobStatus withCanary(CanaryStatus canary) {
    ServingStatus known =
        requireNonNullElseGet(serving, () -> new ServingStatus(null, null, null, null, null));
    return withServing(known.withCanary(canary));
  }

  public AdaptationJobStatus withServing(@Nullable ServingStatus other) {
    return new AdaptationJobStatus(
        observedGeneration,
        conditions,
        phase,
        progress,
        sources,
        stages,
        gate,
        model,
        other,
        outputs,
        usage,
        plan);
  }

  /** The entry of this stage. */
  public Optional<StageStatus> stage(StageName name) {
    return stages.stream().filter(stage -> stage.name() == name).findFirst();
  }
}
