package io.pentimento.api.v1alpha1;

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

/** How the adapted model is offered over HTTP. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Serving(
    @Default("1")
        @Min(0)
        @Max(1000)
        @JsonPropertyDescription("Server pods; 0 adapts without serving.")
        Integer replicas,
    @JsonPropertyDescription("Requests and limits of a server pod.") ResourceRequirements resources,
    @Default("Float32")
        @JsonPropertyDescription(
            "Numbers of the served model's layers with weights. Float16 halves their memory and is for"
                + " GPUs, CPUs gain no time by it; normalisations, softmax, sums and the last layer"
                + " stay in float32. It changes neither the model nor its evaluation, and no stage"
                + " runs again. SwinIR and CodeFormer only.")
        Precision precision,
    @PreserveUnknownFields
        @SchemaFrom(type = FreeForm.class)
        @JsonDeserialize(using = PodTemplateDeserializer.class)
        @JsonPropertyDescription("A partial PodTemplateSpec, merged into the server pods.")
        PodTemplateSpec podTemplate,
    @Default("Delete")
        @JsonPropertyDescription(
            "Delete: the servers go when this object is deleted. Retain: they serve on.")
        DeletionPolicy deletionPolicy) {

  public Serving {
    replicas = requireNonNullElse(replicas, 1);
    precision = requireNonNullElse(precision, Precision.FLOAT32);
    deletionPolicy = requireNonNullElse(deletionPolicy, DeletionPolicy.DELETE);
  }

  static Serving defaults() {
    return new Serving(null, null, null, null, null);
  }

  /** The same for no servers at all. */
  public Serving withoutReplicas() {
    return new Serving(0, resources, precision, podTemplate, deletionPolicy);
  }
}
