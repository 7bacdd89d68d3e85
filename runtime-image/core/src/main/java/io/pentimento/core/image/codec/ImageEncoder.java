// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.codec;

import io.pentimento.core.image.EightBit;
import io.pentimento.core.tensor.Tensor;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Encodes PNG and JPEG files. */
public final class ImageEncoder {
  private static final int[] RGB = {0, 1, 2};
  private static final ColorModel SRGB =
      new ComponentColorModel(
          ColorSpace.getInstance(ColorSpace.CS_sRGB),
          false,
          false,
          Transparency.OPAQUE,
          DataBuffer.TYPE_BYTE);

  private ImageEncoder() {}

  public static byte[] png(Tensor image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    return encode(image, writer, writer.getDefaultWriteParam());
  }

  public static byte[] jpeg(Tensor image, int quality) {
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("JPEG quality must be 1 to 100, not " + quality);
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    // The JFIF writer scales the standard tables as libjpeg does, and halves the chroma resolution
    // in both directions.
    param.setCompressionQuality(quality / 100f);
    return encode(image, writer, param);
  }

  private static byte[] encode(Tensor image, ImageWriter writer, ImageWriteParam param) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(buffered(image), null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** An image on the interleaved samples, which the writers copy row by row. */
  private static BufferedImage buffered(Tensor image) {
    byte[] rgb = EightBit.interleaved(image);
    int width = Math.toIntExact(image.dim(3));
    int height = Math.toIntExact(image.dim(2));
    WritableRaster raster =
        Raster.createInterleavedRaster(
            new DataBufferByte(rgb, rgb.length), width, height, 3 * width, 3, RGB, null);
    return new BufferedImage(SRGB, raster, false, null);
  }
}
