// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.folder;

import io.pentimento.core.artifact.FileProblem;
import io.pentimento.core.image.EightBit;
import io.pentimento.core.image.ImageException;
import io.pentimento.core.image.ImageLimits;
import io.pentimento.core.image.codec.ImageDecoder;
import io.pentimento.core.image.codec.ImageEncoder;
import io.pentimento.core.image.codec.ImageHeader;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads PNG and JPEG files as tensors (1, 3, H, W), RGB in [0, 1], and writes them.
 *
 * <p>Grey becomes three equal channels, palettes are expanded, 16-bit samples keep their precision
 * (value / 65535), and the EXIF orientation is applied. Alpha is discarded; the stored colour is
 * used. Embedded colour profiles are ignored: values are interpreted as sRGB. CMYK is converted
 * without a profile. docs/images.md has the details.
 */
public final class ImageFiles {
  private ImageFiles() {}

  /** Reads within {@link ImageLimits#DEFAULT}. */
  public static Tensor read(Path file) {
    return read(file, ImageLimits.DEFAULT);
  }

  /**
   * Reads an image within the given limits.
   *
   * @throws ImageException if it is too large, unsupported or corrupt; the message names the file
   * @throws UncheckedIOException if the file cannot be read at all
   */
  public static Tensor read(Path file, ImageLimits limits) {
    try {
      limits.checkBytes(Files.size(file), file.toString());
      return decode(Files.readAllBytes(file), file.toString(), limits);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s cannot be read: %s".formatted(file, FileProblem.reason(e)), e);
    }
  }

  /** Decodes a file in memory within {@link ImageLimits#DEFAULT}. */
  public static Tensor decode(byte[] file, String name) {
    return decode(file, name, ImageLimits.DEFAULT);
  }

  /**
   * Decodes a file in memory; its size is checked before its pixels are decoded.
   *
   * @param name of the file, for errors
   * @throws ImageException if it is too large, unsupported or corrupt; the message contains the
   *     name
   */
  public static Tensor decode(byte[] file, String name, ImageLimits limits) {
    limits.checkBytes(file.length, name);
    ImageHeader header = ImageHeader.parse(file, name);
    limits.checkPixels(header.width(), header.height(), name);
    return ImageDecoder.decode(file, header, name);
  }

  /** Encodes as 8-bit RGB, rounded by {@link EightBit}; equal tensors give equal bytes. */
  public static void writePng(Path file, Tensor image) {
    write(file, encodePng(image));
  }

  public static byte[] encodePng(Tensor image) {
    return ImageEncoder.png(image);
  }

  /** Writes a baseline JPEG with 4:2:0 chroma at the given quality, 1 to 100. */
  public static void writeJpeg(Path file, Tensor image, int quality) {
    write(file, encodeJpeg(image, quality));
  }

  public static byte[] encodeJpeg(Tensor image, int quality) {
    return ImageEncoder.jpeg(image, quality);
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s cannot be written: %s".formatted(file, FileProblem.reason(e)), e);
    }
  }
}
