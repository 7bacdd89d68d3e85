// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.codec;

import io.pentimento.core.content.ContentKind;
import io.pentimento.core.image.CorruptImageException;
import io.pentimento.core.image.UnsupportedImageException;

/**
 * The properties of an image file, read before its pixels are decoded.
 *
 * @param width in pixels, as stored (before the orientation is applied)
 * @param height in pixels, as stored
 * @param channels number of colour components in the file: 1 to 4
 * @param orientation EXIF orientation 1 to 8; 1 is upright
 */
public record ImageHeader(Format format, int width, int height, int channels, int orientation) {
  /** The supported file formats, with ImageIO's names. */
  public enum Format {
    PNG,
    JPEG
  }

  /**
   * Reads the header and validates the file's structure without decoding.
   *
   * @param name of the file, for errors
   * @throws UnsupportedImageException if it is neither PNG nor JPEG
   * @throws CorruptImageException if the structure is invalid or the file is truncated
   */
  public static ImageHeader parse(byte[] file, String name) {
    if (PngStructure.matches(file)) {
      return PngStructure.parse(file, name);
    }
    if (JpegStructure.matches(file)) {
      return JpegStructure.parse(file, name).header();
    }
    if (file.length == 0) {
      throw new CorruptImageException("%s is empty".formatted(name));
    }
    throw new UnsupportedImageException(
        "%s is neither a PNG nor a JPEG file%s; convert it to one of them"
            .formatted(name, ContentKind.insteadOf(file)));
  }

  ImageHeader oriented(int newOrientation) {
    return new ImageHeader(format, width, height, channels, newOrientation);
  }
}
