// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.service;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import io.pentimento.api.v1alpha1.pod.FreeForm;
import io.pentimento.api.v1alpha1.pod.PodTemplateDeserializer;
import io.pentimento.api.v1alpha1.rollout.RolloutSpec;
import io.pentimento.api.v1alpha1.serving.AutoscalingSpec;
import io.pentimento.api.v1alpha1.serving.DeletionPolicy;
import io.pentimento.api.v1alpha1.serving.ServingPrecision;
import io.pentimento.api.v1alpha1.serving.ServingSpec;
import org.jspecify.annotations.Nullable;

/** Which model is served, and how. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!has(self.autoscaling) || !has(self.replicas)",
    message =
        "replicas and autoscaling exclude each other; remove replicas, or set"
            + " autoscaling.minReplicas")
@ValidationRule(
    value = "!has(self.model.jobRef) || !has(self.verification.publicKeys)",
    message =
        "verification.publicKeys needs model.uri: the artefacts of a job's workspace have no"
            + " signature; publish the model, and serve its address")
@ValidationRule(
    value =
        "!has(self.model.format) || self.model.format == 'ONNX' || !has(self.precision)"
            + " || self.precision == 'Float32'",
    message =
        "precision Float16 is for ONNX models only, because a TorchScript module has its own"
            + " number format: leave precision out")
public record RestorationServiceSpec(
    @Required @JsonPropertyDescription("The model to serve.") ModelReference model,
    @Default("{}") @JsonPropertyDescription("What must be proven about the model before it serves.")
        VerificationSpec verification,
    @SpecReplicas
        @Min(0)
        @Max(1000)
        @JsonPropertyDescription(
            "Number of servers, which the operator enforces; 0 stops them. Without it, the operator"
                + " starts one server and does not change the number afterwards.")
        @Nullable Integer replicas,
    @JsonPropertyDescription("Automatic scaling of the servers; excludes replicas.")
        @Nullable AutoscalingSpec autoscaling,
    @JsonPropertyDescription("Face detection, so that whole photographs can be restored.")
        @Nullable ServiceFacesSpec faces,
    @JsonPropertyDescription("Resource requests and limits of a server pod.")
        @Nullable ResourceRequirements resources,
    @Default("Float32")
        @JsonPropertyDescription(
            "Number format of convolutions, linear layers and matrix products. Float16 halves"
                + " the memory and is intended for GPUs; it is not faster on CPUs.")
        ServingPrecision precision,
    @PreserveUnknownFields
        @SchemaFrom(type = FreeForm.class)
        @JsonDeserialize(using = PodTemplateDeserializer.class)
        @JsonPropertyDescription(
            "A partial PodTemplateSpec that is merged into the server pods. It cannot change what"
                + " the init container model runs.")
        @Nullable PodTemplateSpec podTemplate,
    @Default("Delete")
        @JsonPropertyDescription(
            "Delete: the servers are deleted with this object. Retain: they continue to serve.")
        DeletionPolicy deletionPolicy,
    @JsonPropertyDescription("How a new model replaces the one that serves.")
        @Nullable RolloutSpec rollout) {

  public RestorationServiceSpec {
    verification = requireNonNullElseGet(verification, VerificationSpec::defaults);
    precision = requireNonNullElse(precision, ServingPrecision.FLOAT32);
    deletionPolicy = requireNonNullElse(deletionPolicy, DeletionPolicy.DELETE);
  }

  /** The settings of the servers, as an AdaptationJob has them. */
  public ServingSpec serving() {
    return new ServingSpec(
        replicas, autoscaling, resources, precision, podTemplate, deletionPolicy, rollout);
  }
}
