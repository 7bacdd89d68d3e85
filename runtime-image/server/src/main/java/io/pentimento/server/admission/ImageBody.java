// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.admission;

import io.pentimento.core.image.ImageLimits;
import io.pentimento.core.image.codec.ImageHeader;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.server.config.ServerConfig;
import io.pentimento.server.failure.TooLargeException;
import io.pentimento.server.failure.UnprocessableImageException;
import io.pentimento.server.model.ImageMemory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Checks an image by its header before anything is decoded, and decodes it. */
@ApplicationScoped
public class ImageBody {
  private static final String NAME = "the image";
  private static final long MEBIBYTE = 1 << 20;

  private final ServerConfig config;
  private final MemoryBudget budget;

  @Inject
  ImageBody(ServerConfig config) {
    this.config = config;
    this.budget = MemoryBudget.of(config);
  }

  /**
   * Checks a file.
   *
   * @return the maximum size of the restored image as a PNG, in bytes
   * @throws TooLargeException if it has too many pixels, or its restoration needs too much memory
   * @throws UnprocessableImageException if it is too small
   * @throws io.pentimento.core.image.ImageException if it is not a valid PNG or JPEG
   */
  public long check(byte[] file, ImageMemory memory) {
    ImageHeader header = header(file, NAME);
    long answer = memory.answer(header.height(), header.width());
    check(header.height(), header.width(), file.length + answer, memory);
    return answer;
  }

  /**
   * Reads the header of a file.
   *
   * @param name of the image, for errors
   * @throws io.pentimento.core.image.ImageException if it is not a valid PNG or JPEG
   */
  public ImageHeader header(byte[] file, String name) {
    return ImageHeader.parse(file, name);
  }

  /**
   * Checks an image by its size.
   *
   * @param transfer bytes of the image and of the restored one, as they are transferred
   * @throws TooLargeException if it has too many pixels, or its restoration needs too much memory
   * @throws UnprocessableImageException if it is too small
   */
  public void check(int height, int width, long transfer, ImageMemory memory) {
    checkSize(height, width);
    long peak = memory.peak(height, width);
    checkMemory(height, width, memory, peak, budget.image(), "image-memory");
    checkMemory(height, width, memory, transfer, budget.transfers(), "transfer-memory");
  }

  private void checkSize(int h, int w) {
    if ((long) w * h > config.maxPixels()) {
      throw new TooLargeException(
          "The image is %d×%d pixels, more than the limit of %d; scale it down."
              .formatted(w, h, config.maxPixels()));
    }
    if (Math.min(w, h) < config.minSide()) {
      throw new UnprocessableImageException(
          "The image is %d×%d pixels; each side must have at least %d."
              .formatted(w, h, config.minSide()));
    }
  }

  private static void checkMemory(
      int height, int width, ImageMemory memory, long needed, long granted, String setting) {
    if (needed > granted) {
      throw new TooLargeException(
          ("The image is %d×%d pixels and its restoration %d×%d, which needs up to %d MiB of"
                  + " memory; the limit is %d MiB (pentimento.server.%s). Scale the image down.")
              .formatted(
                  width,
                  height,
                  width * memory.scale(),
                  height * memory.scale(),
                  needed / MEBIBYTE + 1,
                  granted / MEBIBYTE,
                  setting));
    }
  }

  public Tensor decode(byte[] bytes) {
    return decode(bytes, NAME);
  }

  /**
   * Decodes a file.
   *
   * @param name of the image, for errors
   */
  public Tensor decode(byte[] bytes, String name) {
    return ImageFiles.decode(bytes, name, new ImageLimits(config.maxPixels(), config.maxBytes()));
  }
}
