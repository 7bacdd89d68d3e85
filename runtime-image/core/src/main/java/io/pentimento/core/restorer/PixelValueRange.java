// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.restorer;

/** The values of black and white in a network's images. */
public enum PixelValueRange {
  /** From 0 to 1, the range of all other images. */
  ZERO_TO_ONE("ZeroToOne", 0),
  /** From −1 to 1. */
  MINUS_ONE_TO_ONE("MinusOneToOne", -1);

  private final String published;
  private final int black;

  PixelValueRange(String published, int black) {
    this.published = published;
    this.black = black;
  }

  /** The name in manifests and files. */
  public String published() {
    return published;
  }

  /** White is 1. */
  public int black() {
    return black;
  }

  /** The range with this name in manifests and files. */
  public static PixelValueRange of(String published) {
    for (PixelValueRange range : values()) {
      if (range.published.equals(published)) {
        return range;
      }
    }
    throw new IllegalArgumentException(
        "the value range must be ZeroToOne or MinusOneToOne, not '%s'".formatted(published));
  }
}
