// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import org.jspecify.annotations.Nullable;

/** State of the servers. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServingStatus(
    @JsonPropertyDescription("Base URL of the servers, inside the cluster.") @Nullable String url,
    @JsonPropertyDescription("Digest of the model that ready servers use; absent if none is ready.")
        @Nullable String model,
    @JsonPropertyDescription("Number of ready server pods with this model.")
        @Nullable Integer readyReplicas,
    @JsonPropertyDescription("Desired number of server pods.") @Nullable Integer replicas,
    @JsonPropertyDescription("What keeps servers from being ready; absent if all are ready.")
        @Nullable String message,
    @JsonPropertyDescription("The latest canary; absent if there was none.")
        @Nullable CanaryStatus canary) {

  /** Without a canary. */
  public ServingStatus(
      @Nullable String url,
      @Nullable String model,
      @Nullable Integer readyReplicas,
      @Nullable Integer replicas,
      @Nullable String message) {
    this(url, model, readyReplicas, replicas, message, null);
  }

  /** The same with this state of the canary. */
  public ServingStatus withCanary(@Nullable CanaryStatus other) {
    return new ServingStatus(url, model, readyReplicas, replicas, message, other);
  }
}
