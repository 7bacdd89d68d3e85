// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import static java.util.Objects.requireNonNull;

import io.pentimento.core.tensor.Tensor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A tensor stored in the graph: a weight or a constant.
 *
 * @param numbers the float values, or null for integers, which are only stored
 */
record Initializer(OnnxValue value, @Nullable Supplier<float[]> numbers, Payload data) {

  static Initializer floats(String name, Supplier<float[]> numbers, long... shape) {
    return new Initializer(
        new OnnxValue(name, DataType.FLOAT, shape),
        numbers,
        Payload.floats(Tensor.elements(shape), numbers));
  }

  /** The same values, rounded to float16. */
  Initializer halved() {
    return new Initializer(
        new OnnxValue(value.name() + ".float16", DataType.FLOAT16, value.shape()),
        null,
        Payload.halves(Tensor.elements(value.shape()), requireNonNull(numbers)));
  }

  static Initializer integers(String name, byte[] littleEndian, long... shape) {
    return new Initializer(
        new OnnxValue(name, DataType.INT64, shape), null, Payload.of(littleEndian));
  }

  boolean isFloat() {
    return numbers != null;
  }

  /** The message with the values in the file. */
  ProtoMessage inline() {
    return header().bytes(9, data);
  }

  /** The message with the values at {@code offset} of another file in the same directory. */
  ProtoMessage external(String file, long offset) {
    return header()
        .bytes(13, entry("location", file))
        .bytes(13, entry("offset", Long.toString(offset)))
        .bytes(13, entry("length", Long.toString(data.length())))
        .integer(14, 1);
  }

  private ProtoMessage header() {
    ProtoMessage message = new ProtoMessage();
    for (long d : value.shape()) {
      message.integer(1, d);
    }
    return message.integer(2, value.type().code()).text(8, value.name());
  }

  static ProtoMessage entry(String key, String value) {
    return new ProtoMessage().text(1, key).text(2, value);
  }
}
