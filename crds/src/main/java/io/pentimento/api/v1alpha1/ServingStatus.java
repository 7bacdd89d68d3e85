package io.pentimento.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Where the active model answers. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServingStatus(
    @JsonPropertyDescription("Base URL of the server.") String url,
    @JsonPropertyDescription("Server pods that answer with the active model.")
        Integer readyReplicas) {}
