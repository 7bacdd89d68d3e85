// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.degradation;

import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;

/**
 * Random changes of colour at the end of the classic degradation.
 *
 * @param shiftProbability probability that every channel is shifted by a separate amount
 * @param shift maximum shift, in 8-bit levels
 * @param jitterProbability probability that brightness, contrast, saturation and hue change, in
 *     random order
 * @param jitter ranges of these changes
 * @param greyProbability probability of a grey result
 */
public record ColourChanges(
    double shiftProbability,
    double shift,
    double jitterProbability,
    ColourJitter jitter,
    double greyProbability) {
  public static final ColourChanges NONE = new ColourChanges(0, 0, 0, ColourJitter.GFPGAN, 0);
  public static final ColourChanges GREY_SOMETIMES =
      new ColourChanges(0, 0, 0, ColourJitter.GFPGAN, 0.01);
  public static final ColourChanges GFPGAN =
      new ColourChanges(0.3, 20, 0.3, ColourJitter.GFPGAN, 0.01);

  public ColourChanges {
    for (double p : new double[] {shiftProbability, jitterProbability, greyProbability}) {
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException("a probability must be in 0 to 1, not " + p);
      }
    }
  }

  Tensor apply(Tensor image, CounterRandom random) {
    Tensor changed = image;
    if (random.nextDouble() < shiftProbability) {
      changed = shifted(changed, random);
    }
    if (random.nextDouble() < greyProbability) {
      changed = Colours.saturate(changed, 0);
    }
    return random.nextDouble() < jitterProbability ? jitter.apply(changed, random) : changed;
  }

  private Tensor shifted(Tensor image, CounterRandom random) {
    int plane = image.size() / 3;
    float[] out = new float[image.size()];
    for (int channel = 0; channel < 3; channel++) {
      float by = (float) (random.nextDouble(-shift, shift) / 255);
      for (int i = channel * plane; i < (channel + 1) * plane; i++) {
        out[i] = Levels.clamp(image.data()[i] + by);
      }
    }
    return Tensor.of(out, image.shape());
  }
}
