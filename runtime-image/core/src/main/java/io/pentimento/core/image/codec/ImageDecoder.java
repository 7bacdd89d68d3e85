// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.codec;

import io.pentimento.core.image.CorruptImageException;
import io.pentimento.core.image.ExifOrientation;
import io.pentimento.core.image.ImageException;
import io.pentimento.core.image.codec.ImageHeader.Format;
import io.pentimento.core.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes the pixels of a file whose header has been checked. */
public final class ImageDecoder {
  private ImageDecoder() {}

  public static Tensor decode(byte[] file, ImageHeader header, String name) {
    BufferedImage decoded = pixels(file, header, name);
    if (decoded.getWidth() != header.width() || decoded.getHeight() != header.height()) {
      throw new CorruptImageException("%s contradicts the size in its header".formatted(name));
    }
    return tensor(decoded, header.orientation());
  }

  private static BufferedImage pixels(byte[] file, ImageHeader header, String name) {
    try {
      return header.format() == Format.JPEG ? JpegDecoder.decode(file, name) : png(file, name);
    } catch (ImageException e) {
      throw e;
    } catch (RuntimeException e) {
      throw undecodable(name, e);
    }
  }

  private static BufferedImage png(byte[] file, String name) {
    ImageReader reader = ImageIO.getImageReadersByFormatName("PNG").next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      // Metadata is skipped, because it may contain compressed text of any size.
      reader.setInput(in, true, true);
      return reader.read(0);
    } catch (IOException e) {
      throw undecodable(name, e);
    } finally {
      reader.dispose();
    }
  }

  private static CorruptImageException undecodable(String name, Exception e) {
    return new CorruptImageException("%s cannot be decoded: %s".formatted(name, e.getMessage()), e);
  }

  private static Tensor tensor(BufferedImage stored, int orientation) {
    boolean transposed = ExifOrientation.transposes(orientation);
    int height = transposed ? stored.getWidth() : stored.getHeight();
    int width = transposed ? stored.getHeight() : stored.getWidth();
    float[] planes = new float[3 * height * width];
    for (int channel = 0; channel < 3; channel++) {
      float[] plane = plane(stored, channel);
      if (orientation <= 1) {
        System.arraycopy(plane, 0, planes, channel * plane.length, plane.length);
      } else {
        copyUpright(plane, stored, orientation, planes, channel * plane.length);
      }
    }
    return Tensor.of(planes, 1, 3, height, width);
  }

  private static void copyUpright(
      float[] plane, BufferedImage stored, int orientation, float[] planes, int from) {
    int width = ExifOrientation.transposes(orientation) ? stored.getHeight() : stored.getWidth();
    for (int i = 0; i < plane.length; i++) {
      planes[from + i] =
          plane[
              ExifOrientation.source(
                  orientation, i % width, i / width, stored.getWidth(), stored.getHeight())];
    }
  }

  /** The red, green or blue value of the stored image; a grey image returns the same for all. */
  private static float[] plane(BufferedImage stored, int channel) {
    Raster raster = stored.getRaster();
    int band = raster.getNumBands() < 3 ? 0 : channel;
    int[] samples =
        raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), band, (int[]) null);
    if (stored.getColorModel() instanceof IndexColorModel palette) {
      return expand(samples, palette, channel);
    }
    float top = (1 << raster.getSampleModel().getSampleSize(band)) - 1;
    float[] plane = new float[samples.length];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = samples[i] / top;
    }
    return plane;
  }

  private static float[] expand(int[] samples, IndexColorModel palette, int channel) {
    float[] plane = new float[samples.length];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = (palette.getRGB(samples[i]) >> (16 - 8 * channel) & 0xff) / 255f;
    }
    return plane;
  }
}
