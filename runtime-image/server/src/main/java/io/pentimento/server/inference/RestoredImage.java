package io.pentimento.server.inference;

/**
 * A restored image in the form in which it is returned.
 *
 * @param contents a PNG file or samples
 */
record RestoredImage(long height, long width, byte[] contents) {
  boolean hasSizeOf(RestoredImage other) {
    return height == other.height && width == other.width;
  }
}
