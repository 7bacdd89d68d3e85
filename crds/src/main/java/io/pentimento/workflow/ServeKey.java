// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import io.pentimento.contract.StageKey;
import java.util.Optional;

/** The key of serve: it depends on the model only, so it is the digest. */
public final class ServeKey {
  private static final String ALGORITHM = "sha256:";

  private ServeKey() {}

  public static Optional<StageKey> of(String digest) {
    return digest.startsWith(ALGORITHM)
        ? Optional.of(new StageKey(digest.substring(ALGORITHM.length())))
        : Optional.empty();
  }
}
