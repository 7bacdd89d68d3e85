// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.photo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Interpretation of a picture: one aligned crop, or a photograph with faces. */
public enum FaceMode {
  /**
   * An aligned crop if it appears to be one or no detector is configured; otherwise a photograph.
   */
  AUTO,
  /** An aligned crop. */
  ALIGNED,
  /** A photograph in which every face is restored. */
  ALL,
  /** A photograph in which only the largest face is restored. */
  LARGEST;

  /** The name in requests and options. */
  public String published() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The mode with this name in requests and options.
   *
   * @throws IllegalArgumentException if there is no such mode; the message lists all modes
   */
  public static FaceMode of(String published) {
    return Arrays.stream(values())
        .filter(mode -> mode.published().equals(published))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "faces is '%s'; it must be one of %s".formatted(published, names())));
  }

  private static List<String> names() {
    return Arrays.stream(values()).map(FaceMode::published).toList();
  }
}
