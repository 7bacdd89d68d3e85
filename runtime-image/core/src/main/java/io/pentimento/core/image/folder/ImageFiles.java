package io.pentimento.core.image.folder;

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
 * (value / 65535), images are turned upright by their EXIF orientation. Alpha is dropped: the
 * colour stored under it counts. Embedded colour profiles are ignored: values are taken as sRGB.
 * CMYK is converted without a profile. docs/images.md has the details.
 */
public final class ImageFiles {
  private ImageFiles() {}

  /** Reads within {@link ImageLimits#DEFAULT}. */
  public static Tensor read(Path file) {
    return read(file, ImageLimits.DEFAULT);
  }

  /**
   * @throws ImageException a sentence naming the file: too large, unsupported or corrupt
   * @throws UncheckedIOException if the file cannot be read at all
   */
  public static Tensor read(Path file, ImageLimits limits) {
    try {
      limits.checkBytes(Files.size(file), file.toString());
      return decode(Files.readAllBytes(file), file.toString(), limits);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Decodes a file held in memory within {@link ImageLimits#DEFAULT}. */
  public static Tensor decode(byte[] file, String name) {
    return decode(file, name, ImageLimits.DEFAULT);
  }

  /**
   * Decodes a file held in memory; its size is checked before its pixels are touched.
   *
   * @param name what to call the file in errors
   * @throws ImageException a sentence with the name: too large, unsupported or corrupt
   */
  public static Tensor decode(byte[] file, String name, ImageLimits limits) {
    limits.checkBytes(file.length, name);
    ImageHeader header = ImageHeader.parse(file, name);
    limits.checkPixels(header.width(), header.height(), name);
    return ImageDecoder.decode(file, header, name);
  }

  /** Writes 8-bit RGB, rounded as {@link EightBit} does; equal tensors give equal bytes. */
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
      throw new UncheckedIOException("%s cannot be written: %s".formatted(file, e.getMessage()), e);
    }
  }
}
