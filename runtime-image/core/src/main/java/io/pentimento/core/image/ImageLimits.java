// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image;

/**
 * Limits for image files, checked before anything is decoded.
 *
 * @param maxPixels maximum width × height
 * @param maxBytes maximum file size in bytes
 */
public record ImageLimits(long maxPixels, long maxBytes) {
  /** 64 megapixels and 256 MiB: more than current cameras produce, less than exhausts a worker. */
  public static final ImageLimits DEFAULT = new ImageLimits(64_000_000L, 256L << 20);

  public ImageLimits {
    if (maxPixels < 1 || maxBytes < 1) {
      throw new IllegalArgumentException(
          "image limits must be positive, not %d pixels and %d bytes"
              .formatted(maxPixels, maxBytes));
    }
  }

  /** Side in pixels of the largest square image. */
  public int largestSide() {
    return (int) Math.floor(Math.sqrt((double) maxPixels));
  }

  public void checkBytes(long bytes, String name) {
    if (bytes > maxBytes) {
      throw new ImageTooLargeException(
          "%s has %d bytes, more than the limit of %d; make the file smaller or raise the limit"
              .formatted(name, bytes, maxBytes));
    }
  }

  public void checkPixels(int width, int height, String name) {
    if ((long) width * height > maxPixels) {
      throw new ImageTooLargeException(
          "%s is %d×%d pixels, more than the limit of %d; scale it down or raise the limit"
              .formatted(name, width, height, maxPixels));
    }
  }
}
