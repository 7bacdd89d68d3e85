// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.torchscript;

import java.util.function.Supplier;

/**
 * A tensor that is passed to a script with every call: a weight or a constant.
 *
 * @param name of the weight in its checkpoint, or of the constant
 * @param type that the script expects
 * @param values row-major; integers for {@link ElementType#INTEGER}, exact up to 2²⁴
 */
public record StoredTensor(String name, ElementType type, long[] shape, Supplier<float[]> values) {
  public StoredTensor {
    shape = shape.clone();
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  StoredTensor as(ElementType other) {
    return new StoredTensor(name, other, shape, values);
  }
}
