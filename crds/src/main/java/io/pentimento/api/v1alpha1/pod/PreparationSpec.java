// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.pod;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import org.jspecify.annotations.Nullable;

/** The pod that reads all sources and converts checkpoints. It has no effect on results. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PreparationSpec(
    @JsonPropertyDescription(
            "Resource requests and limits of the pods of stages prepare and publish.")
        @Nullable ResourceRequirements resources,
    @PreserveUnknownFields
        @SchemaFrom(type = FreeForm.class)
        @JsonDeserialize(using = PodTemplateDeserializer.class)
        @JsonPropertyDescription(
            "A partial PodTemplateSpec that is merged into the pods of stages prepare and publish,"
                + " which read from and write to the network.")
        @Nullable PodTemplateSpec podTemplate) {

  public static PreparationSpec defaults() {
    return new PreparationSpec(null, null);
  }
}
