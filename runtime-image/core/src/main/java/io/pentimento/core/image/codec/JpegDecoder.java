// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.codec;

import io.pentimento.core.image.CorruptImageException;
import io.pentimento.core.image.UnsupportedImageException;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes the pixels of a JPEG file: grey or RGB, as stored. */
final class JpegDecoder {
  private JpegDecoder() {}

  /**
   * @throws CorruptImageException also if the decoder only warns, because it has then invented
   *     pixels
   * @throws UnsupportedImageException if the coding is not supported
   */
  static BufferedImage decode(byte[] file, String name) {
    JpegStructure structure = JpegStructure.parse(file, name);
    structure.frame().requireSupported(name);
    JpegScans.requireComplete(structure.frame(), structure.segments(), name);
    ImageReader reader = ImageIO.getImageReadersByFormatName("JPEG").next();
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    try {
      BufferedImage image = read(reader, structure, file);
      if (!warnings.isEmpty()) {
        throw new CorruptImageException(
            "%s is damaged: the decoder reports '%s'".formatted(name, warnings.get(0)));
      }
      return image;
    } catch (IOException e) {
      throw new CorruptImageException(
          "%s cannot be decoded: %s".formatted(name, e.getMessage()), e);
    } finally {
      reader.dispose();
    }
  }

  private static BufferedImage read(ImageReader reader, JpegStructure structure, byte[] file)
      throws IOException {
    byte[] normalized = structure.normalized(file);
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(normalized))) {
      reader.setInput(in, true, true);
      return switch (structure.colours()) {
        case CMYK, YCCK -> rgb(reader.readRaster(0, null), structure);
        default -> reader.read(0);
      };
    }
  }

  private static BufferedImage rgb(Raster stored, JpegStructure structure) {
    CmykPixels pixels =
        new CmykPixels(
            structure.colours() == JpegColours.YCCK, JpegColours.isAdobe(structure.segments()));
    int width = stored.getWidth();
    BufferedImage image = new BufferedImage(width, stored.getHeight(), BufferedImage.TYPE_INT_RGB);
    int[] samples = new int[4 * width];
    int[] row = new int[width];
    for (int y = 0; y < stored.getHeight(); y++) {
      stored.getPixels(0, y, width, 1, samples);
      for (int x = 0; x < width; x++) {
        row[x] =
            pixels.rgb(samples[4 * x], samples[4 * x + 1], samples[4 * x + 2], samples[4 * x + 3]);
      }
      image.setRGB(0, y, width, 1, row, 0, width);
    }
    return image;
  }
}
