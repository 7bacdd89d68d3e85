// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.degradation;

import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;

/**
 * Ranges of the four colour changes, which are applied in random order.
 *
 * @param brightness factor
 * @param contrast factor, around the mean luma
 * @param saturation factor, around each pixel's luma
 * @param hue in turns, so that 0.5 is the opposite colour
 */
public record ColourJitter(Range brightness, Range contrast, Range saturation, Range hue) {
  public static final ColourJitter GFPGAN =
      new ColourJitter(
          Range.of(0.5, 1.5), Range.of(0.5, 1.5), Range.of(0, 1.5), Range.of(-0.1, 0.1));

  Tensor apply(Tensor image, CounterRandom random) {
    int[] order = {0, 1, 2, 3};
    Tensor changed = image;
    for (int left = order.length; left > 0; left--) {
      int pick = random.nextInt(left);
      int step = order[pick];
      order[pick] = order[left - 1];
      changed = step(step, changed, random);
    }
    return changed;
  }

  private Tensor step(int step, Tensor image, CounterRandom random) {
    return switch (step) {
      case 0 -> Colours.brighten(image, (float) brightness.draw(random));
      case 1 -> Colours.stretch(image, (float) contrast.draw(random));
      case 2 -> Colours.saturate(image, (float) saturation.draw(random));
      default -> Colours.turnHue(image, (float) hue.draw(random));
    };
  }
}
