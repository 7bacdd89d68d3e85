// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.faces;

/**
 * Estimates the heap that a photograph needs while its faces are found and restored, before
 * anything is decoded.
 *
 * @param crop side of the aligned crops, in pixels
 * @param scale of the restorer's output to its input
 * @param batch maximum number of crops in one run of the model
 * @param faces maximum number of restored faces
 * @param upscale ratio of the result's width and height to the photograph's
 */
record PhotoMemory(long crop, long scale, int batch, int faces, long upscale) {
  /** Three planes of float32. */
  private static final long TENSOR = 12;

  /** Up to 8 bytes of a decoded pixel, a row or plane of samples, and the tensor. */
  private static final long DECODING = 32;

  /** The result, and 8-bit samples twice. */
  private static final long ENCODING = TENSOR + 16;

  /** An incompressible PNG, and a third more for Base64. */
  private static final double LARGEST_PNG = 3.05;

  private static final double BASE64 = 1.34;
  private static final long FRAME = 8192;

  /** Maximum number of bytes in use at the same time for a photograph of h × w pixels. */
  long peak(long h, long w) {
    long kept = faces * TENSOR * crop * crop * (1 + scale * scale);
    long patch = batch * 2 * TENSOR * crop * crop * (1 + scale * scale);
    long enlarging = upscale == 1 ? 0 : TENSOR * upscale;
    long restoring = TENSOR + enlarging + ENCODING * upscale * upscale;
    return Math.max(DECODING, restoring) * h * w + kept + patch;
  }

  /** Upper limit of the size of the response, in bytes. */
  long answer(long h, long w, boolean json) {
    double picture = LARGEST_PNG * h * upscale * (w * upscale + 1) + FRAME;
    double crops = LARGEST_PNG * crop * (crop + 1) * (1 + scale * scale) + FRAME;
    return (long) (json ? BASE64 * (picture + faces * crops) : picture);
  }
}
