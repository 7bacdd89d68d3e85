// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.artifact;

import java.io.IOException;

/** An artefact is incomplete or differs from its manifest; the message names the file. */
public final class ArtifactException extends IOException {
  private static final long serialVersionUID = 1L;

  public ArtifactException(String message) {
    super(message);
  }
}
