package io.pentimento.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** State of the servers. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServingStatus(
    @JsonPropertyDescription("Base URL of the servers, inside the cluster.") String url,
    @JsonPropertyDescription("Digest of the model that ready servers use; absent if none is ready.")
        String model,
    @JsonPropertyDescription("Number of ready server pods with this model.") Integer readyReplicas,
    @JsonPropertyDescription("Desired number of server pods.") Integer replicas,
    @JsonPropertyDescription("What keeps servers from being ready; absent if all are ready.")
        String message) {}
