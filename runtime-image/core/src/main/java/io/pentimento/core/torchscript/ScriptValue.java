// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.torchscript;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A value in a script.
 *
 * @param name of its variable, or of the stored tensor
 * @param shape contains multiples of {@link io.pentimento.core.graph.BatchDimension#BATCH} if it
 *     depends on the batch size
 * @param stored the stored tensor of which it is a view, or null if it is computed from the inputs
 * @param view the expression that creates the view from the stored tensor
 */
public record ScriptValue(
    String name,
    ElementType type,
    long[] shape,
    @Nullable StoredTensor stored,
    UnaryOperator<String> view) {

  static ScriptValue computed(String name, ElementType type, long[] shape) {
    return new ScriptValue(name, type, shape, null, UnaryOperator.identity());
  }

  static ScriptValue of(StoredTensor tensor) {
    return new ScriptValue(
        tensor.name(), tensor.type(), tensor.shape(), tensor, UnaryOperator.identity());
  }

  /** The same stored tensor with another shape. */
  ScriptValue viewed(UnaryOperator<String> further, long[] to) {
    return new ScriptValue(name, type, to, stored, e -> further.apply(view.apply(e)));
  }

  boolean isStored() {
    return stored != null;
  }

  boolean isStoredFloat() {
    return isStored() && type == ElementType.FLOAT;
  }

  int rank() {
    return shape.length;
  }
}
