// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.degradation;

/** The range of pixel values. */
final class Levels {
  private Levels() {}

  static float clamp(float value) {
    return Math.max(0f, Math.min(1f, value));
  }

  static double clamp(double value) {
    return Math.max(0, Math.min(1, value));
  }
}
