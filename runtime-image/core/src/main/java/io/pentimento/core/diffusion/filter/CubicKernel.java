// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.filter;

/** Cubic convolution with a = −0.5 (Keys 1981). */
final class CubicKernel {
  /** The kernel is zero outside (−2, 2). */
  static final int SUPPORT = 4;

  private CubicKernel() {}

  static double at(double x) {
    double d = Math.abs(x);
    if (d <= 1) {
      return (1.5 * d - 2.5) * d * d + 1;
    }
    return d <= 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
  }
}
