// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune;

/**
 * Differences between the authors' code and the paper (docs/method.md, section 5.6); all false for
 * the paper's method.
 *
 * @param lpipsSum whether the perceptual distance is summed over a micro-batch instead of averaged
 * @param discriminatorLeak whether, from the second micro-batch on, the generator's adversarial
 *     gradients are part of the discriminator's update
 */
public record Compatibility(boolean lpipsSum, boolean discriminatorLeak) {

  public static Compatibility none() {
    return new Compatibility(false, false);
  }

  public static Compatibility authorsCode() {
    return new Compatibility(true, true);
  }
}
