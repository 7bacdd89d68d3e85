package io.pentimento.decide;

import io.pentimento.stage.StageKey;
import java.util.Map;

/**
 * What answers requests.
 *
 * @param active digest of the model that serves; null if none does
 * @param readyReplicas servers that answer with it
 * @param url where; null if nothing serves
 * @param candidate a model on its way to become active; null if there is none
 * @param artefacts the keys of train whose artefacts have the models, by digest, as far as whoever
 *     serves remembers them
 */
public record ServingState(
    String active,
    int readyReplicas,
    String url,
    Candidate candidate,
    Map<String, StageKey> artefacts) {

  public ServingState {
    artefacts = Map.copyOf(artefacts);
  }

  /** Of servers that remember no artefacts. */
  public ServingState(String active, int readyReplicas, String url, Candidate candidate) {
    this(active, readyReplicas, url, candidate, Map.of());
  }

  /**
   * @param failed whether its servers were given up
   * @param message what it waits for, or why it failed
   */
  public record Candidate(String digest, boolean failed, String message) {}

  public static ServingState none() {
    return new ServingState(null, 0, null, null);
  }

  boolean serves(String digest) {
    return digest.equals(active) && readyReplicas > 0;
  }

  boolean isBringingUp(String digest) {
    return candidate != null && digest.equals(candidate.digest());
  }
}
