// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.torchscript;

import io.pentimento.core.graph.BatchDimension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Collects the statements and the stored tensors of one script. */
final class ScriptWriter {
  private static final StoredTensor REFERENCE =
      new StoredTensor("reference", ElementType.FLOAT, new long[] {1}, () -> new float[1]);

  private record Typed(String name, ElementType type) {}

  private final StringBuilder body = new StringBuilder();
  private final List<StoredTensor> stored = new ArrayList<>();
  private final Map<Typed, Integer> slots = new HashMap<>();
  private final Map<Typed, String> casts = new HashMap<>();
  private int variables;

  /** Appends {@code vN = expression} and returns the new value. */
  ScriptValue let(ElementType type, long[] shape, String expression) {
    return ScriptValue.computed(assign(expression), type, shape);
  }

  /** Appends a statement with several results, such as a tuple. */
  List<String> assignAll(int count, String expression) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("v" + variables++);
    }
    body.append("  %s = %s\n".formatted(String.join(", ", names), expression));
    return names;
  }

  private String assign(String expression) {
    return assignAll(1, expression).get(0);
  }

  /** The expression that reads {@code value} in the given type, with a conversion if needed. */
  String text(ScriptValue value, ElementType type) {
    StoredTensor stored = value.stored();
    if (stored != null) {
      String slot = slot(stored.as(type));
      String viewed = value.view().apply(slot);
      return viewed.equals(slot) ? slot : cast(new Typed(viewed, type), viewed);
    }
    return value.type() == type
        ? value.name()
        : cast(
            new Typed(value.name(), type),
            "%s.type_as(%s)".formatted(value.name(), slot(REFERENCE.as(type))));
  }

  private String cast(Typed key, String expression) {
    String known = casts.get(key);
    if (known == null) {
      known = assign(expression);
      casts.put(key, known);
    }
    return known;
  }

  private String slot(StoredTensor tensor) {
    int slot =
        slots.computeIfAbsent(
            new Typed(tensor.name(), tensor.type()),
            key -> {
              stored.add(tensor);
              return stored.size() - 1;
            });
    return "w[%d]".formatted(slot);
  }

  ScriptGraph graph(List<ScriptGraph.Input> inputs, Map<String, String> outputs) {
    String result = "  return [%s]\n".formatted(String.join(", ", outputs.values()));
    return new ScriptGraph(inputs, List.copyOf(outputs.keySet()), stored, body + result);
  }

  /** A list of integers. */
  static String list(long... values) {
    return Arrays.stream(values)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  static String list(int... values) {
    return list(Arrays.stream(values).asLongStream().toArray());
  }

  /**
   * A shape with -1 for its open dimension.
   *
   * @throws IllegalArgumentException if the batch size enters more than one dimension
   */
  static String shape(long... shape) {
    if (Arrays.stream(shape).filter(BatchDimension::isOpen).count() > 1) {
      throw new IllegalArgumentException(
          "the batch size enters more than one dimension of " + Arrays.toString(shape));
    }
    return list(Arrays.stream(shape).map(d -> BatchDimension.isOpen(d) ? -1 : d).toArray());
  }
}
