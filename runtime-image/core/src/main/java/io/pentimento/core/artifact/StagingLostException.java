// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.artifact;

import java.io.IOException;
import java.nio.file.Path;

/** Another process has taken over the work and moved this process's files away. */
public final class StagingLostException extends IOException {
  private static final long serialVersionUID = 1L;

  StagingLostException(Path folder, IOException cause) {
    super(folder + " was moved away by another process that took over the work", cause);
  }
}
