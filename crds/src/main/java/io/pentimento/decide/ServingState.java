package io.pentimento.decide;

/**
 * What answers requests.
 *
 * @param active digest of the model that serves; null if none does
 * @param readyReplicas servers that answer with it
 * @param url where; null if nothing serves
 * @param candidate a model on its way to become active; null if there is none
 */
public record ServingState(String active, int readyReplicas, String url, Candidate candidate) {

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
