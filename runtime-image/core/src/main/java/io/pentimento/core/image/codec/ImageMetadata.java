// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.codec;

import static java.util.Objects.requireNonNull;

import io.pentimento.core.image.ExifOrientation;
import io.pentimento.core.image.ImageException;
import io.pentimento.core.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * The properties of a file that an edited picture keeps: the format, EXIF data with the
 * orientation, and the ICC profile. Pixels are upright in memory and are rotated back when they are
 * encoded, so that the EXIF data remain correct.
 *
 * @param orientation EXIF orientation 1 to 8
 * @param parts segments of a JPEG or chunks of a PNG, as they are in the file
 */
public record ImageMetadata(ImageHeader.Format format, int orientation, List<byte[]> parts) {
  private static final int JPEG_QUALITY = 95;

  public ImageMetadata {
    requireNonNull(format, "format");
    parts = List.copyOf(parts);
  }

  /**
   * @param name of the file, for errors
   * @throws ImageException if it is not a valid PNG or JPEG
   */
  public static ImageMetadata of(byte[] file, String name) {
    ImageHeader header = ImageHeader.parse(file, name);
    // A profile for grey or CMYK does not apply to the RGB output.
    boolean rgb =
        header.channels() == 3
            || (header.format() == ImageHeader.Format.PNG && header.channels() == 4);
    List<byte[]> parts =
        header.format() == ImageHeader.Format.JPEG
            ? JpegMetadata.segments(file, name, rgb)
            : PngMetadata.chunks(file, rgb);
    return new ImageMetadata(header.format(), header.orientation(), parts);
  }

  /** Encodes an upright picture (1, 3, H, W) as a file with this metadata. */
  public byte[] encode(Tensor upright) {
    Tensor stored = ExifOrientation.stored(upright, orientation);
    return format == ImageHeader.Format.JPEG
        ? with(ImageEncoder.jpeg(stored, JPEG_QUALITY), JpegMetadata.insertionPoint())
        : with(ImageEncoder.png(stored), PngMetadata.insertionPoint());
  }

  private byte[] with(byte[] encoded, int at) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(encoded.length);
    out.write(encoded, 0, at);
    parts.forEach(out::writeBytes);
    out.write(encoded, at, encoded.length - at);
    return out.toByteArray();
  }

  /** The media type of the encoded file. */
  public String mediaType() {
    return format == ImageHeader.Format.JPEG ? "image/jpeg" : "image/png";
  }
}
