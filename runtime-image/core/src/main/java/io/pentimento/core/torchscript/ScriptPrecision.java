// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.torchscript;

import java.util.Set;

/**
 * Selects the operations of a script that compute in reduced precision.
 *
 * @param reduced whether convolutions, linear layers and matrix products take and return bfloat16
 *     or float16; sums in normalisations and softmax are always float32
 * @param float32Layers prefixes of the weights whose layers always compute in float32
 */
public record ScriptPrecision(boolean reduced, Set<String> float32Layers) {
  /** Everything in float32. */
  public static final ScriptPrecision FLOAT32 = new ScriptPrecision(false, Set.of());

  public ScriptPrecision {
    float32Layers = Set.copyOf(float32Layers);
  }

  /** Reduced, except for the named layers. */
  public static ScriptPrecision reducedExcept(Set<String> float32Layers) {
    return new ScriptPrecision(true, float32Layers);
  }

  /** The type in which the layer with this weight computes. */
  ElementType of(ScriptValue weight) {
    boolean excepted =
        weight.isStored() && float32Layers.stream().anyMatch(weight.name()::startsWith);
    return reduced && !excepted ? ElementType.REDUCED : ElementType.FLOAT;
  }
}
