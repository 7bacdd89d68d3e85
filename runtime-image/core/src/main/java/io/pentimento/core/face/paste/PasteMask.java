// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.paste;

/** The weight of the restored face at each position of an aligned crop. */
public interface PasteMask {
  /** A feathered oval around the face of the FFHQ template. */
  static PasteMask oval() {
    return new OvalMask();
  }

  /**
   * The weight from 0 (photograph) to 1 (restored face); 0 at and beyond the edges of the crop.
   *
   * @param x from the left of the crop, as a share of its side
   * @param y from the top of the crop, as a share of its side
   */
  double at(double x, double y);
}
