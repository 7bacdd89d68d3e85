package io.pentimento.core.image;

/** Not a PNG or JPEG file, or a kind of them (such as CMYK) that we do not read. */
public final class UnsupportedImageException extends ImageException {
  public UnsupportedImageException(String message) {
    super(message, null);
  }
}
