// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.observation;

import io.pentimento.contract.StageKey;
import io.pentimento.reason.Reason;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The observed state of serving.
 *
 * @param active digest of the model that serves; null if none does
 * @param readyReplicas ready servers with this model
 * @param url of the servers, ready or not; null if there are none
 * @param candidate a model whose servers are not all ready, possibly the active one; null if there
 *     is none
 * @param desiredReplicas number of servers that the autoscaler requests; 0 if there are none
 * @param artefacts keys of train whose artefacts contain the models, by digest, as far as they are
 *     recorded
 */
public record ServingState(
    @Nullable String active,
    int readyReplicas,
    @Nullable String url,
    @Nullable Candidate candidate,
    int desiredReplicas,
    Map<String, StageKey> artefacts) {

  public ServingState {
    artefacts = Map.copyOf(artefacts);
  }

  /** For servers without an autoscaler. */
  public ServingState(
      @Nullable String active,
      int readyReplicas,
      @Nullable String url,
      @Nullable Candidate candidate,
      Map<String, StageKey> artefacts) {
    this(active, readyReplicas, url, candidate, readyReplicas, artefacts);
  }

  /** For servers without recorded artefacts. */
  public ServingState(
      @Nullable String active,
      int readyReplicas,
      @Nullable String url,
      @Nullable Candidate candidate) {
    this(active, readyReplicas, url, candidate, Map.of());
  }

  /**
   * @param failed whether the rollout was aborted
   * @param reason what it waits for; null if it only takes time
   * @param message what it waits for, or why it failed; may be null
   * @param deadline when the rollout is aborted; null if the planner does not decide this
   */
  public record Candidate(
      String digest,
      boolean failed,
      @Nullable Reason reason,
      @Nullable String message,
      @Nullable Instant deadline) {

    public Candidate(String digest, boolean failed, @Nullable String message) {
      this(digest, failed, null, message, null);
    }

    private Candidate at(Instant now) {
      boolean isLate = deadline != null && !now.isBefore(deadline);
      return new Candidate(digest, failed || isLate, reason, message, deadline);
    }
  }

  public static ServingState none() {
    return new ServingState(null, 0, null, null);
  }

  /** A copy in which a candidate past its deadline has failed. */
  public ServingState at(Instant now) {
    return candidate == null
        ? this
        : new ServingState(
            active, readyReplicas, url, candidate.at(now), desiredReplicas, artefacts);
  }

  public boolean serves(String digest) {
    return digest.equals(active) && readyReplicas > 0;
  }

  /** Whether this model serves and no other one is about to replace it. */
  public boolean servesUnrivalled(String digest) {
    return serves(digest) && (candidate == null || isRollingOut(digest));
  }

  public boolean isRollingOut(String digest) {
    return candidate != null && digest.equals(candidate.digest());
  }

  /** Whether the rollout of this model was aborted. */
  public boolean hasAbandoned(String digest) {
    return candidate != null && digest.equals(candidate.digest()) && candidate.failed();
  }
}
