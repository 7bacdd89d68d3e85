// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** Settings of the face detection of servers. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServiceFacesSpec(
    @Required @JsonPropertyDescription("The network that finds faces.")
        ServiceDetectorSpec detector,
    @Min(1)
        @JsonPropertyDescription(
            "Smallest face: the longer side of its box, in pixels. Default: that of the server, 40.")
        @Nullable Integer minSize) {}
