package io.pentimento.training.finetune;

/**
 * What the authors' code does otherwise than the paper says (docs/method.md, section 5.6); all
 * false for the paper's method.
 *
 * @param lpipsSum the perceptual distance is summed over a micro-batch instead of averaged
 * @param discriminatorLeak from the second micro-batch on, the generator's adversarial gradients
 *     also flow into the discriminator's update
 */
public record Compatibility(boolean lpipsSum, boolean discriminatorLeak) {

  public static Compatibility none() {
    return new Compatibility(false, false);
  }

  public static Compatibility authorsCode() {
    return new Compatibility(true, true);
  }
}
