// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune;

/**
 * Weights of the restorer's losses (the paper's Eqs. 6 to 8; docs/method.md, section 5.1).
 *
 * @param l1 of the mean absolute difference
 * @param lpips of the perceptual distance; 0 needs no perceptual network
 * @param gan of the adversarial loss; 0 trains no discriminator
 */
public record LossWeights(double l1, double lpips, double gan) {

  public static LossWeights paper() {
    return new LossWeights(1, 0.1, 0.1);
  }
}
