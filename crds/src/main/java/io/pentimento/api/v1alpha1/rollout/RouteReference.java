// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;

/** An HTTPRoute of the Gateway API in the same namespace. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteReference(
    @Required
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        @JsonPropertyDescription(
            "Name of the HTTPRoute. At least one of its rules must have the Service of the servers"
                + " as its only backend.")
        String name) {}
