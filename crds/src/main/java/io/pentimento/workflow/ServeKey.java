package io.pentimento.workflow;

import io.pentimento.contract.StageKey;
import java.util.Optional;

/** Serving a model depends on the model alone: its digest is the key. */
public final class ServeKey {
  private static final String ALGORITHM = "sha256:";

  private ServeKey() {}

  public static Optional<StageKey> of(String digest) {
    return digest.startsWith(ALGORITHM)
        ? Optional.of(new StageKey(digest.substring(ALGORITHM.length())))
        : Optional.empty();
  }
}
