// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.folder;

import io.pentimento.core.tensor.Tensor;
import java.nio.file.Path;

/** The formats in which images are written, selected by the file extension. */
public enum ImageFormat {
  PNG {
    @Override
    public byte[] encode(Tensor image) {
      return ImageFiles.encodePng(image);
    }
  },
  JPEG {
    @Override
    public byte[] encode(Tensor image) {
      return ImageFiles.encodeJpeg(image, JPEG_QUALITY);
    }
  };

  private static final int JPEG_QUALITY = 95;

  /**
   * The format of an output file; PNG for a name without an extension.
   *
   * @throws IllegalArgumentException if the extension is not supported for output
   */
  public static ImageFormat of(Path file) {
    if (!file.getFileName().toString().contains(".")) {
      return PNG;
    }
    return switch (ImageFolder.extension(file)) {
      case "png" -> PNG;
      case "jpg", "jpeg", "jpe", "jfif" -> JPEG;
      default ->
          throw new IllegalArgumentException(
              "%s: images are written as .png or .jpg; choose one of these extensions"
                  .formatted(file));
    };
  }

  /** The content of a file: 8-bit RGB; JPEG has quality 95. */
  public abstract byte[] encode(Tensor image);
}
