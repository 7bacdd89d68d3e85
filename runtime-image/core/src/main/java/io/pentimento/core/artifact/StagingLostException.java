package io.pentimento.core.artifact;

import java.io.IOException;
import java.nio.file.Path;

/** Another process has taken over the work and put this process's files aside. */
public final class StagingLostException extends IOException {
  private static final long serialVersionUID = 1L;

  StagingLostException(Path folder, IOException cause) {
    super(folder + " was put aside by another process that took over the work", cause);
  }
}
