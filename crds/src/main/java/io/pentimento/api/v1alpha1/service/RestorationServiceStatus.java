// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.service;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Observed state of a service: its model, rollout, servers and conditions. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RestorationServiceStatus(
    @JsonPropertyDescription("The metadata.generation that this status describes.")
        @Nullable Long observedGeneration,
    @Size(max = 16)
        @JsonPropertyDescription(
            "Ready, Verified, Serving, RolledOut, CanaryPassed, Stalled, Reconciling.")
        List<Condition> conditions,
    @JsonPropertyDescription("The model that ready servers use; absent if none is ready.")
        @Nullable ModelAddress model,
    @JsonPropertyDescription("The model that served last, to which a failed rollout returns.")
        @Nullable ModelAddress lastGood,
    @JsonPropertyDescription("The rollout of the model that the spec asks for.")
        @Nullable RolloutStatus rollout,
    @JsonPropertyDescription("The latest canary; absent if there was none.")
        @Nullable CanaryStatus canary,
    @StatusReplicas @JsonPropertyDescription("Desired number of server pods.")
        @Nullable Integer replicas,
    @JsonPropertyDescription("Number of server pods that are ready with the model that serves.")
        @Nullable Integer readyReplicas,
    @LabelSelector @JsonPropertyDescription("Label selector of the server pods.")
        @Nullable String selector,
    @JsonPropertyDescription("Base URL of the servers, inside the cluster.") @Nullable String url) {

  public RestorationServiceStatus {
    conditions = List.copyOf(requireNonNullElse(conditions, List.of()));
  }

  /** The status of a service that the operator has not reconciled yet. */
  public static RestorationServiceStatus empty() {
    return new RestorationServiceStatus(
        null, List.of(), null, null, null, null, null, null, null, null);
  }

  /** The condition of this type, such as {@code Ready}. */
  public Optional<Condition> condition(String type) {
    return conditions.stream().filter(condition -> type.equals(condition.getType())).findFirst();
  }

  /** The same with other conditions. */
  public RestorationServiceStatus withConditions(List<Condition> others) {
    return with(others, canary);
  }

  /** The same with another state of the canary. */
  public RestorationServiceStatus withCanary(@Nullable CanaryStatus other) {
    return with(conditions, other);
  }

  private RestorationServiceStatus with(List<Condition> others, @Nullable CanaryStatus other) {
    return new RestorationServiceStatus(
        observedGeneration,
        others,
        model,
        lastGood,
        rollout,
        other,
        replicas,
        readyReplicas,
        selector,
        url);
  }
}
