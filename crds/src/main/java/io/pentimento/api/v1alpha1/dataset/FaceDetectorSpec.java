// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.pentimento.api.v1alpha1.source.FileSource;

/** The network that finds faces. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FaceDetectorSpec(
    @Required
        @JsonPropertyDescription(
            "ONNX file of a BlazeFace or YuNet; the type is recognized by its inputs and outputs.")
        FileSource source) {}
