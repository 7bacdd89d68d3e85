// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.torchscript;

/** The number formats of tensors in a script. */
public enum ElementType {
  FLOAT,
  /** bfloat16 or float16: the source is the same, the stored tensors determine the type. */
  REDUCED,
  INTEGER
}
