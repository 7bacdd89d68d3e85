// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune.codeformer;

/**
 * Weights of the losses on codes (docs/method.md, section 4.4).
 *
 * @param crossEntropy between the predicted codes and those of the target
 * @param feature of the squared distance between the encoder's vectors and those of the target's
 *     codes
 */
public record CodeLossWeights(double crossEntropy, double feature) {

  public CodeLossWeights {
    if (!(crossEntropy >= 0 && feature >= 0 && crossEntropy + feature > 0)) {
      throw new IllegalArgumentException(
          "the code losses' weights %s and %s must not be negative, and one must be above 0"
              .formatted(crossEntropy, feature));
    }
  }

  public static CodeLossWeights paper() {
    return new CodeLossWeights(0.5, 1);
  }
}
