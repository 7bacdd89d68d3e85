// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.reference;

import io.pentimento.core.tensor.Tensor;

/**
 * Inputs and expected outputs of a network's forward passes, {@code c0_x}, {@code c0_t}, {@code
 * c0_y} and so on.
 */
public final class ReferencePasses {
  private static final String BYTES = "_x_uint8";

  private ReferencePasses() {}

  /** The images of a pass; images stored as bytes are divided by 255. */
  public static Tensor input(ReferenceCase reference, String pass) {
    if (!reference.hasArray(pass + BYTES)) {
      return reference.tensor(pass + "_x");
    }
    Tensor bytes = reference.tensor(pass + BYTES);
    Tensor x = Tensor.zeros(bytes.shape());
    for (int i = 0; i < x.size(); i++) {
      x.data()[i] = bytes.data()[i] / 255f;
    }
    return x;
  }

  /** Steps of the full schedule, one per image. */
  public static Tensor timesteps(ReferenceCase reference, String pass) {
    return reference.tensor(pass + "_t");
  }

  public static Tensor output(ReferenceCase reference, String pass) {
    return reference.tensor(pass + "_y");
  }

  /**
   * The maximum absolute difference of two tensors; NaN if any element is NaN.
   *
   * @throws IllegalArgumentException if they differ in size
   */
  public static double greatestDifference(Tensor a, Tensor b) {
    if (a.size() != b.size()) {
      throw new IllegalArgumentException("cannot compare %s with %s".formatted(a, b));
    }
    double greatest = 0;
    for (int i = 0; i < a.size(); i++) {
      double difference = Math.abs((double) a.data()[i] - b.data()[i]);
      greatest = Double.isNaN(difference) ? difference : Math.max(greatest, difference);
    }
    return greatest;
  }

  /** The standard deviation over all elements. */
  public static double deviation(Tensor x) {
    double sum = 0;
    double squares = 0;
    for (float value : x.data()) {
      sum += value;
      squares += (double) value * value;
    }
    double mean = sum / x.size();
    return Math.sqrt(Math.max(0, squares / x.size() - mean * mean));
  }
}
