package io.pentimento.core.face.photo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a picture is taken: as one aligned crop, or as a photograph with faces in it. */
public enum FaceMode {
  /** As an aligned crop if it looks like one or there is no detector, else as a photograph. */
  AUTO,
  /** As an aligned crop. */
  ALIGNED,
  /** As a photograph, of which every face is restored. */
  ALL,
  /** As a photograph, of which only the largest face is restored. */
  LARGEST;

  /** The name in requests and options. */
  public String published() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * By its name in requests and options.
   *
   * @throws IllegalArgumentException if there is no such mode; the message names all
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
