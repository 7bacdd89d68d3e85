// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import io.pentimento.core.graph.BatchDimension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects nodes, stored tensors, inputs and outputs of one graph. */
final class GraphBuilder {
  private final List<ProtoMessage> nodes = new ArrayList<>();
  private final Map<String, Initializer> initializers = new LinkedHashMap<>();
  private final List<ProtoMessage> inputs = new ArrayList<>();
  private final List<ProtoMessage> outputs = new ArrayList<>();
  private final Set<String> used = new HashSet<>();

  OnnxValue input(OnnxValue value) {
    inputs.add(valueInfo(value.name(), value));
    return value;
  }

  void output(String name, OnnxValue value) {
    used.add(value.name());
    nodes.add(new ProtoMessage().text(1, value.name()).text(2, name).text(4, "Identity"));
    outputs.add(valueInfo(name, value));
  }

  /** Stores a tensor; it is written to the file only if a node uses it. */
  OnnxValue store(Initializer initializer) {
    initializers.putIfAbsent(initializer.value().name(), initializer);
    return initializers.get(initializer.value().name()).value();
  }

  /** The stored tensor of a value, or null if the value is computed. */
  @Nullable Initializer stored(OnnxValue value) {
    return initializers.get(value.name());
  }

  /** Appends a node with one output. A null in {@code from} omits an optional input. */
  OnnxValue node(
      String operator, DataType type, long[] shape, List<OnnxValue> from, Attribute... attributes) {
    String name = operator + "_" + nodes.size();
    ProtoMessage node = new ProtoMessage();
    for (OnnxValue value : from) {
      node.text(1, value == null ? "" : value.name());
      if (value != null) {
        used.add(value.name());
      }
    }
    node.text(2, name).text(3, name).text(4, operator);
    for (Attribute attribute : attributes) {
      node.bytes(5, attribute.encoded());
    }
    nodes.add(node);
    return new OnnxValue(name, type, shape);
  }

  OnnxModel model(Map<String, String> metadata) {
    List<Initializer> stored =
        initializers.values().stream().filter(i -> used.contains(i.value().name())).toList();
    return new OnnxModel(
        List.copyOf(nodes), stored, List.copyOf(inputs), List.copyOf(outputs), metadata);
  }

  private static ProtoMessage valueInfo(String name, OnnxValue value) {
    ProtoMessage shape = new ProtoMessage();
    Arrays.stream(value.shape()).forEach(d -> shape.bytes(1, dimension(d)));
    ProtoMessage tensor = new ProtoMessage().integer(1, value.type().code()).bytes(2, shape);
    return new ProtoMessage().text(1, name).bytes(2, new ProtoMessage().bytes(1, tensor));
  }

  private static ProtoMessage dimension(long d) {
    return BatchDimension.isOpen(d)
        ? new ProtoMessage().text(2, BatchDimension.label(d))
        : new ProtoMessage().integer(1, d);
  }
}
