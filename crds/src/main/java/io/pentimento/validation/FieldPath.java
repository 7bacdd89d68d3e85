// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

/** Path of a field as an API server writes it: {@code spec.evaluation.gate[0].metric}. */
record FieldPath(String text) {
  static final FieldPath ROOT = new FieldPath("");

  FieldPath field(String name) {
    return new FieldPath(text.isEmpty() ? name : text + "." + name);
  }

  FieldPath item(int index) {
    return new FieldPath(text + "[" + index + "]");
  }

  @Override
  public String toString() {
    return text.isEmpty() ? "<nil>" : text;
  }
}
