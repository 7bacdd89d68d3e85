// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.canary;

import io.pentimento.reason.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The servers with the new model.
 *
 * @param model digest of their model
 * @param replicas desired number of servers
 * @param ready number of ready servers
 * @param restarts of their containers
 * @param reason what keeps them from being ready, if it does not disappear by itself; else null
 * @param message what keeps them from being ready; null if nothing is known
 * @param deadline when they must be ready
 */
public record CandidateServers(
    String model,
    int replicas,
    int ready,
    int restarts,
    @Nullable Reason reason,
    @Nullable String message,
    Instant deadline) {
  public boolean areReady() {
    return ready > 0 && ready >= replicas;
  }
}
