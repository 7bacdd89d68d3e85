// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.serving;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.pentimento.api.v1alpha1.pod.FreeForm;
import io.pentimento.api.v1alpha1.pod.PodTemplateDeserializer;
import io.pentimento.api.v1alpha1.rollout.CanarySpec;
import io.pentimento.api.v1alpha1.rollout.RolloutSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the adapted model is served over HTTP. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!has(self.autoscaling) || !has(self.replicas)",
    message =
        "serving.replicas and serving.autoscaling exclude each other; remove replicas, or set"
            + " autoscaling.minReplicas")
public record ServingSpec(
    @Min(0)
        @Max(1000)
        @JsonPropertyDescription(
            "Number of servers, which the operator enforces; 0 adapts without serving. Without it,"
                + " the operator starts one server and does not change the number afterwards.")
        @Nullable Integer replicas,
    @JsonPropertyDescription("Automatic scaling of the servers; excludes replicas.")
        @Nullable AutoscalingSpec autoscaling,
    @JsonPropertyDescription("Resource requests and limits of a server pod.")
        @Nullable ResourceRequirements resources,
    @Default("Float32")
        @JsonPropertyDescription(
            "Number format of convolutions, linear layers and matrix products. Float16 halves"
                + " the memory and is intended for GPUs; it is not faster on CPUs. Normalisations,"
                + " softmax, sums and the last layer stay in float32. It changes neither the model"
                + " nor its evaluation, and no stage runs again. SwinIR and CodeFormer only.")
        ServingPrecision precision,
    @PreserveUnknownFields
        @SchemaFrom(type = FreeForm.class)
        @JsonDeserialize(using = PodTemplateDeserializer.class)
        @JsonPropertyDescription("A partial PodTemplateSpec that is merged into the server pods.")
        @Nullable PodTemplateSpec podTemplate,
    @Default("Delete")
        @JsonPropertyDescription(
            "Delete: the servers are deleted with this object. Retain: they continue to serve.")
        DeletionPolicy deletionPolicy,
    @JsonPropertyDescription("How a new model replaces the one that serves.")
        @Nullable RolloutSpec rollout) {

  public ServingSpec(
      @Nullable Integer replicas,
      @Nullable AutoscalingSpec autoscaling,
      @Nullable ResourceRequirements resources,
      @Nullable ServingPrecision precision,
      @Nullable PodTemplateSpec podTemplate,
      @Nullable DeletionPolicy deletionPolicy,
      @Nullable RolloutSpec rollout) {
    this.precision = requireNonNullElse(precision, ServingPrecision.FLOAT32);
    this.deletionPolicy = requireNonNullElse(deletionPolicy, DeletionPolicy.DELETE);
    this.replicas = replicas;
    this.autoscaling = autoscaling;
    this.resources = resources;
    this.podTemplate = podTemplate;
    this.rollout = rollout;
  }

  public static ServingSpec defaults() {
    return new ServingSpec(null, null, null, null, null, null, null);
  }

  /** A copy without servers. */
  public ServingSpec withoutReplicas() {
    return new ServingSpec(0, null, resources, precision, podTemplate, deletionPolicy, rollout);
  }

  /** The canary that a new model has to pass; empty if there is none. */
  @JsonIgnore
  public Optional<CanarySpec> canary() {
    return Optional.ofNullable(rollout).map(RolloutSpec::canary);
  }

  /** Whether there are servers. */
  public boolean hasServers() {
    return replicas == null || replicas > 0;
  }

  /** The number of servers of a new Deployment. */
  public int initialReplicas() {
    if (replicas != null) {
      return replicas;
    }
    return autoscaling == null ? 1 : autoscaling.initialReplicas();
  }
}
