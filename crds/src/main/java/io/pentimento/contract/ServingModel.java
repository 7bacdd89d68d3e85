// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import static java.util.Objects.requireNonNull;

/**
 * An adapted model that serves while another one is measured.
 *
 * @param digest of its weights
 * @param train key of the artefact that contains it
 */
public record ServingModel(String digest, StageKey train) {
  public ServingModel {
    requireNonNull(digest, "digest");
    requireNonNull(train, "train");
  }
}
