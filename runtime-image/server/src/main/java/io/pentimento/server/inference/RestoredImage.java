// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

/**
 * A restored image in its returned format.
 *
 * @param contents a PNG file or samples
 */
record RestoredImage(long height, long width, byte[] contents) {
  boolean hasSizeOf(RestoredImage other) {
    return height == other.height && width == other.width;
  }
}
