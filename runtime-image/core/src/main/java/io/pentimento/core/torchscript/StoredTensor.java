package io.pentimento.core.torchscript;

import java.util.function.Supplier;

/**
 * A tensor that a script receives with every call: a weight or a constant.
 *
 * @param name of the weight in its checkpoint, or of the constant
 * @param type in which the script expects it
 * @param values row-major; whole numbers for {@link ElementType#INTEGER}, exact up to 2²⁴
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
