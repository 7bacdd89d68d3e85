package io.pentimento.server.admission;

import io.pentimento.core.image.ImageFiles;
import io.pentimento.core.image.ImageHeader;
import io.pentimento.core.image.ImageLimits;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.server.config.ServerConfig;
import io.pentimento.server.failure.TooLargeException;
import io.pentimento.server.failure.UnprocessableImageException;
import io.pentimento.server.model.ImageMemory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Checks an image by its header, before anything is decoded, and decodes it. */
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
   * @return the most bytes that the restored image has as a PNG
   * @throws TooLargeException if it has too many pixels, or its restoration takes too much memory
   * @throws UnprocessableImageException if it is too small
   * @throws io.pentimento.core.image.ImageException if it is no sound PNG or JPEG
   */
  public long check(byte[] file, ImageMemory memory) {
    ImageHeader header = ImageHeader.parse(file, NAME);
    checkSize(header);
    return checkMemory(file.length, header, memory);
  }

  private void checkSize(ImageHeader header) {
    int w = header.width();
    int h = header.height();
    if ((long) w * h > config.maxPixels()) {
      throw new TooLargeException(
          "The image is %d×%d pixels, more than the limit of %d; scale it down."
              .formatted(w, h, config.maxPixels()));
    }
    if (Math.min(w, h) < config.minSide()) {
      throw new UnprocessableImageException(
          "The image is %d×%d pixels; it must have at least %d on each side."
              .formatted(w, h, config.minSide()));
    }
  }

  private long checkMemory(int bytes, ImageHeader header, ImageMemory memory) {
    long answer = memory.answer(header.height(), header.width());
    long peak = memory.peak(header.height(), header.width());
    checkMemory(header, memory, peak, budget.image(), "image-memory");
    checkMemory(header, memory, bytes + answer, budget.transfers(), "transfer-memory");
    return answer;
  }

  private static void checkMemory(
      ImageHeader header, ImageMemory memory, long needed, long granted, String setting) {
    if (needed > granted) {
      throw new TooLargeException(
          ("The image is %d×%d pixels, its restoration %d×%d, which takes up to %d MiB of memory;"
                  + " this server has %d MiB for it (pentimento.server.%s). Scale the image down.")
              .formatted(
                  header.width(),
                  header.height(),
                  header.width() * memory.scale(),
                  header.height() * memory.scale(),
                  needed / MEBIBYTE + 1,
                  granted / MEBIBYTE,
                  setting));
    }
  }

  public Tensor decode(byte[] bytes) {
    return ImageFiles.decode(bytes, NAME, new ImageLimits(config.maxPixels(), config.maxBytes()));
  }
}
