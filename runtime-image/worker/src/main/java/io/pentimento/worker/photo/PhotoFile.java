// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.photo;

import io.pentimento.core.artifact.FileProblem;
import io.pentimento.core.image.ImageLimits;
import io.pentimento.core.image.codec.ImageMetadata;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.image.folder.ImageFormat;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A photograph with the metadata that its result keeps.
 *
 * @param bytes the file as it is
 * @param image upright, (1, 3, H, W)
 */
record PhotoFile(byte[] bytes, ImageMetadata metadata, Tensor image) {

  /**
   * @throws io.pentimento.core.image.ImageException if it is not a valid image within the limits
   * @throws UncheckedIOException if the file cannot be read
   */
  static PhotoFile read(Path file) {
    try {
      if (Files.size(file) > ImageLimits.DEFAULT.maxBytes()) {
        ImageFiles.read(file); // Throws, with the limit.
      }
      byte[] bytes = Files.readAllBytes(file);
      Tensor image = ImageFiles.decode(bytes, file.toString());
      return new PhotoFile(bytes, ImageMetadata.of(bytes, file.toString()), image);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s cannot be read: %s".formatted(file, FileProblem.reason(e)), e);
    }
  }

  /** Whether the extension of this file name belongs to the format of the photograph. */
  private boolean hasFormatOf(Path file) {
    return ImageFormat.of(file).name().equals(metadata.format().name());
  }

  /**
   * Encodes a changed picture for {@code file}: with the metadata of this photograph if the format
   * is the same, otherwise upright and without metadata.
   */
  byte[] encode(Tensor changed, Path file) {
    return hasFormatOf(file) ? metadata.encode(changed) : ImageFormat.of(file).encode(changed);
  }

  /**
   * Encodes the unchanged picture for {@code file}; returns this file if the format is the same.
   */
  byte[] unchanged(Path file) {
    return hasFormatOf(file) ? bytes : ImageFormat.of(file).encode(image);
  }
}
