package io.pentimento.server;

import io.pentimento.core.image.ImageFiles;
import io.pentimento.core.image.ImageHeader;
import io.pentimento.core.image.ImageLimits;
import io.pentimento.core.tensor.Tensor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;

/** Reads an image from a request, looking at its size before anything is decoded. */
@ApplicationScoped
class ImageBody {
  private static final String NAME = "the image";

  private final ServerConfig config;

  @Inject
  ImageBody(ServerConfig config) {
    this.config = config;
  }

  /**
   * The whole body, whose header the server accepts.
   *
   * @throws TooLargeException if it has too many bytes or pixels
   * @throws UnprocessableImageException if it is too small
   * @throws io.pentimento.core.image.ImageException if it is no sound PNG or JPEG
   */
  byte[] read(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(config.maxBytes() + 1);
    if (bytes.length > config.maxBytes()) {
      throw new TooLargeException(
          "The image has more than %d bytes; make the file smaller.".formatted(config.maxBytes()));
    }
    checkSize(ImageHeader.parse(bytes, NAME));
    return bytes;
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

  Tensor decode(byte[] bytes) {
    return ImageFiles.decode(bytes, NAME, new ImageLimits(config.maxPixels(), config.maxBytes()));
  }
}
