// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A complete graph with its weights; created by {@link OnnxOps#model}. */
public final class OnnxModel {
  private static final int IR_VERSION = 10;
  private static final int OPSET = 21;

  private final List<ProtoMessage> nodes;
  private final List<Initializer> initializers;
  private final List<ProtoMessage> inputs;
  private final List<ProtoMessage> outputs;
  private final Map<String, String> metadata;

  OnnxModel(
      List<ProtoMessage> nodes,
      List<Initializer> initializers,
      List<ProtoMessage> inputs,
      List<ProtoMessage> outputs,
      Map<String, String> metadata) {
    this.nodes = nodes;
    this.initializers = initializers;
    this.inputs = inputs;
    this.outputs = outputs;
    this.metadata = new TreeMap<>(metadata);
  }

  /** Size of the weights in bytes. */
  public long weightBytes() {
    return weights().stream().mapToLong(Payload::length).sum();
  }

  /**
   * The content of a file that includes the weights.
   *
   * @throws IllegalStateException if it exceeds the maximum size of a byte array
   */
  public byte[] toBytes() {
    Payload message = inline();
    if (message.length() > Integer.MAX_VALUE - 8) {
      throw new IllegalStateException(
          "The model has %d bytes, which is too large for a byte array; write it to a file."
              .formatted(message.length()));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.toIntExact(message.length()));
    try {
      message.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  Payload inline() {
    return message(initializers.stream().map(Initializer::inline).toList());
  }

  /** Only the graph; the weights are stored one after another in {@code file}. */
  Payload referringTo(String file) {
    List<ProtoMessage> references = new ArrayList<>();
    long offset = 0;
    for (Initializer initializer : initializers) {
      boolean weight = isWeight(initializer);
      references.add(weight ? initializer.external(file, offset) : initializer.inline());
      offset += weight ? initializer.data().length() : 0;
    }
    return message(references);
  }

  List<Payload> weights() {
    return initializers.stream().filter(OnnxModel::isWeight).map(Initializer::data).toList();
  }

  /** Integers are parameters of nodes (shapes, axes): loaders expect them in the graph itself. */
  private static boolean isWeight(Initializer initializer) {
    return initializer.isFloat();
  }

  private Payload message(List<ProtoMessage> tensors) {
    ProtoMessage graph = new ProtoMessage();
    nodes.forEach(n -> graph.bytes(1, n));
    graph.text(2, "network");
    tensors.forEach(t -> graph.bytes(5, t));
    inputs.forEach(i -> graph.bytes(11, i));
    outputs.forEach(o -> graph.bytes(12, o));
    ProtoMessage model = new ProtoMessage().integer(1, IR_VERSION).text(2, "pentimento");
    model.bytes(7, graph).bytes(8, new ProtoMessage().text(1, "").integer(2, OPSET));
    metadata.forEach((key, value) -> model.bytes(14, Initializer.entry(key, value)));
    return model;
  }
}
