// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.reference;

import io.pentimento.core.tensor.Tensor;

/**
 * Uniform numbers as a pure function of seed and index (splitmix64), exact in float32; reference
 * weights and inputs are generated with it instead of being stored.
 */
public final class HashUniform {
  private HashUniform() {}

  /** In [0, 1), a multiple of 2^-24. */
  public static float unit(long seed, long index) {
    long z = seed * 0x9E3779B97F4A7C15L + (index + 1) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return (z >>> 40) * 0x1p-24f;
  }

  /** In [low, high): two roundings to float32, of the product and of the sum. */
  public static float value(long seed, long index, double low, double high) {
    return (float) low + unit(seed, index) * (float) (high - low);
  }

  /** Elements 0, 1, … in row-major order. */
  public static Tensor tensor(long seed, double low, double high, long... shape) {
    Tensor tensor = Tensor.zeros(shape);
    float[] data = tensor.data();
    for (int i = 0; i < data.length; i++) {
      data[i] = value(seed, i, low, high);
    }
    return tensor;
  }

  /** A convolution weight (out, in, kh, kw): U(-b, b) with b = sqrt(6 / fan-in). */
  public static Tensor convolution(long seed, long... shape) {
    double fanIn = (double) Tensor.elements(shape) / shape[0];
    double bound = Math.sqrt(6 / fanIn);
    return tensor(seed, -bound, bound, shape);
  }
}
