package io.pentimento.api.v1alpha1.serving;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.pentimento.api.v1alpha1.pod.FreeForm;
import io.pentimento.api.v1alpha1.pod.PodTemplateDeserializer;

/** How the adapted model is offered over HTTP. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServingSpec(
    @Default("1")
        @Min(0)
        @Max(1000)
        @JsonPropertyDescription(
            "Number of server pods. With 0 the model is adapted but not served.")
        Integer replicas,
    @JsonPropertyDescription("Resource requests and limits of a server pod.")
        ResourceRequirements resources,
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
        PodTemplateSpec podTemplate,
    @Default("Delete")
        @JsonPropertyDescription(
            "Delete: the servers are deleted with this object. Retain: they continue to serve.")
        DeletionPolicy deletionPolicy) {

  public ServingSpec {
    replicas = requireNonNullElse(replicas, 1);
    precision = requireNonNullElse(precision, ServingPrecision.FLOAT32);
    deletionPolicy = requireNonNullElse(deletionPolicy, DeletionPolicy.DELETE);
  }

  public static ServingSpec defaults() {
    return new ServingSpec(null, null, null, null, null);
  }

  /** The same for no servers at all. */
  public ServingSpec withoutReplicas() {
    return new ServingSpec(0, resources, precision, podTemplate, deletionPolicy);
  }
}
