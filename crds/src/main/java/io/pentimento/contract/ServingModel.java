package io.pentimento.contract;

import static java.util.Objects.requireNonNull;

/**
 * An adapted model that serves while another is measured.
 *
 * @param digest of its weights
 * @param train the key whose artefact has them
 */
public record ServingModel(String digest, StageKey train) {
  public ServingModel {
    requireNonNull(digest, "digest");
    requireNonNull(train, "train");
  }
}
