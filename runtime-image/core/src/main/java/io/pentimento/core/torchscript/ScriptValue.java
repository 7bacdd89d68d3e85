package io.pentimento.core.torchscript;

import java.util.function.UnaryOperator;

/**
 * A value in a script.
 *
 * @param name of its variable; of the tensor if it is stored
 * @param shape with multiples of {@link io.pentimento.core.graph.BatchDimension#BATCH} where the
 *     batch size enters
 * @param stored the stored tensor it is made of, or null if it is computed from the inputs
 * @param view the expression that makes the value of the stored tensor's
 */
public record ScriptValue(
    String name, ElementType type, long[] shape, StoredTensor stored, UnaryOperator<String> view) {

  static ScriptValue computed(String name, ElementType type, long[] shape) {
    return new ScriptValue(name, type, shape, null, null);
  }

  static ScriptValue of(StoredTensor tensor) {
    return new ScriptValue(
        tensor.name(), tensor.type(), tensor.shape(), tensor, UnaryOperator.identity());
  }

  /** The same stored tensor, seen in another shape. */
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
