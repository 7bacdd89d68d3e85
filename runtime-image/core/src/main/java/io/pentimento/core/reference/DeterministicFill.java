// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.reference;

import io.pentimento.core.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.function.DoubleUnaryOperator;

/**
 * Weights and inputs as a pure function of the tensor's name and the element's index: FNV-1a of the
 * name, followed by the integer hash "lowbias32". Golden outputs of whole networks are computed
 * with them, without any stored weights.
 */
public final class DeterministicFill {
  private DeterministicFill() {}

  /** In [0, 1), a multiple of 2^-32. */
  public static double unit(String name, long index) {
    return unit(hash(name), index);
  }

  /**
   * A parameter: scaled by 1/sqrt(fan-in) with two or more axes, around 1 for the weight of a norm,
   * around 0 for a bias.
   *
   * @param name full name in the state dictionary
   */
  public static Tensor parameter(String name, long... shape) {
    if (shape.length >= 2) {
      double scale = Math.sqrt(3 / ((double) Tensor.elements(shape) / shape[0]));
      return fill(name, shape, u -> (2 * u - 1) * scale);
    }
    if (name.endsWith("weight")) {
      return fill(name, shape, u -> 1 + 0.2 * (2 * u - 1));
    }
    return fill(name, shape, u -> 0.1 * (2 * u - 1));
  }

  /** An input or a buffer, uniform in [low, high). */
  public static Tensor input(String name, double low, double high, long... shape) {
    return fill(name, shape, u -> low + (high - low) * u);
  }

  /** FNV-1a, 32 bits, of the UTF-8 name. */
  static int hash(String name) {
    int hash = 0x811C9DC5;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * 16777619;
    }
    return hash;
  }

  private static Tensor fill(String name, long[] shape, DoubleUnaryOperator value) {
    Tensor tensor = Tensor.zeros(shape);
    int hash = hash(name);
    float[] data = tensor.data();
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) value.applyAsDouble(unit(hash, i));
    }
    return tensor;
  }

  private static double unit(int hash, long index) {
    int x = (int) index + hash;
    x ^= x >>> 16;
    x *= 0x7feb352d;
    x ^= x >>> 15;
    x *= 0x846ca68b;
    x ^= x >>> 16;
    return (x & 0xFFFFFFFFL) * 0x1p-32;
  }
}
