package io.pentimento.workflow.canary;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The servers with the new model.
 *
 * @param model digest of their model
 * @param replicas desired number of servers
 * @param ready number of ready servers
 * @param restarts of their containers
 * @param message what keeps them from being ready; null if nothing is known
 * @param deadline when they must be ready
 */
public record CandidateServers(
    String model,
    int replicas,
    int ready,
    int restarts,
    @Nullable String message,
    Instant deadline) {
  boolean areReady() {
    return ready > 0 && ready >= replicas;
  }
}
