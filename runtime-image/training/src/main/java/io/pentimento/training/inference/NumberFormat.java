// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.inference;

/** The number format of a network's convolutions, linear layers and matrix products. */
public enum NumberFormat {
  FLOAT32,
  BFLOAT16,
  FLOAT16
}
