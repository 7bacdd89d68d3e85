package io.pentimento.workflow.observation;

import io.pentimento.contract.StageKey;
import io.pentimento.reason.Reason;
import java.time.Instant;
import java.util.Map;

/**
 * What answers requests.
 *
 * @param active digest of the model that serves; null if none does
 * @param readyReplicas servers that answer with it
 * @param url where they answer, or will; null if there are no servers
 * @param candidate a model whose servers are not all ready, maybe the active one; null if there is
 *     none
 * @param desiredReplicas servers that whoever scales them asks for; 0 if there are none
 * @param artefacts the keys of train whose artefacts have the models, by digest, as far as whoever
 *     serves remembers them
 */
public record ServingState(
    String active,
    int readyReplicas,
    String url,
    Candidate candidate,
    int desiredReplicas,
    Map<String, StageKey> artefacts) {

  public ServingState {
    artefacts = Map.copyOf(artefacts);
  }

  /** Of servers whose number nobody scales. */
  public ServingState(
      String active,
      int readyReplicas,
      String url,
      Candidate candidate,
      Map<String, StageKey> artefacts) {
    this(active, readyReplicas, url, candidate, readyReplicas, artefacts);
  }

  /** Of servers that remember no artefacts. */
  public ServingState(String active, int readyReplicas, String url, Candidate candidate) {
    this(active, readyReplicas, url, candidate, Map.of());
  }

  /**
   * @param failed whether its servers were given up
   * @param reason what it waits for; null if it only takes time
   * @param message what it waits for, or why it failed; may be null
   * @param deadline when its servers are given up; null if that is not for {@code decide} to say
   */
  public record Candidate(
      String digest, boolean failed, Reason reason, String message, Instant deadline) {

    public Candidate(String digest, boolean failed, String message) {
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

  /** The same, a candidate past its deadline being given up. */
  public ServingState at(Instant now) {
    return candidate == null
        ? this
        : new ServingState(
            active, readyReplicas, url, candidate.at(now), desiredReplicas, artefacts);
  }

  public boolean serves(String digest) {
    return digest.equals(active) && readyReplicas > 0;
  }

  public boolean isRollingOut(String digest) {
    return candidate != null && digest.equals(candidate.digest());
  }

  /** Whether the servers of this candidate were given up. */
  public boolean hasAbandoned(String digest) {
    return isRollingOut(digest) && candidate.failed();
  }
}
