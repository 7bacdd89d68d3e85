// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

/** A named constant of a node ({@code AttributeProto}). */
record Attribute(ProtoMessage encoded) {
  private static final int NAME = 1;
  private static final int F = 2;
  private static final int I = 3;
  private static final int S = 4;
  private static final int INTS = 8;
  private static final int TYPE = 20;

  static Attribute integer(String name, long value) {
    return new Attribute(new ProtoMessage().text(NAME, name).integer(I, value).integer(TYPE, 2));
  }

  static Attribute real(String name, double value) {
    return new Attribute(
        new ProtoMessage().text(NAME, name).real(F, (float) value).integer(TYPE, 1));
  }

  static Attribute text(String name, String value) {
    return new Attribute(new ProtoMessage().text(NAME, name).text(S, value).integer(TYPE, 3));
  }

  static Attribute integers(String name, long... values) {
    ProtoMessage message = new ProtoMessage().text(NAME, name);
    for (long value : values) {
      message.integer(INTS, value);
    }
    return new Attribute(message.integer(TYPE, 7));
  }
}
