// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.djl;

/**
 * The number format of the operands of convolutions, linear layers and matrix products. Their
 * inputs, results and gradients, and everything else, are always float32.
 */
public enum ProductFormat {
  FLOAT32,
  /** Operands are rounded to bfloat16. It has float32's range, so that losses need no scaling. */
  BFLOAT16
}
