// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark;

/**
 * The size of all networks in a benchmark.
 *
 * @see Networks
 */
public enum Size {
  /** The networks of the quickstart, and a CodeFormer of similar size, at their image size. */
  SMALL(64),
  /** The published networks with random weights, at 512 pixels. */
  FULL(512);

  private final int pixels;

  Size(int pixels) {
    this.pixels = pixels;
  }

  /** Side length of the images in pixels. */
  public int pixels() {
    return pixels;
  }
}
