// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.paste;

import io.pentimento.core.face.Point;
import io.pentimento.core.face.align.Region;
import io.pentimento.core.face.align.Similarity;
import io.pentimento.core.face.align.View;
import io.pentimento.core.tensor.Tensor;

/**
 * Blends a restored crop into a region of a photograph. Resampling loses detail of the photograph;
 * this detail is added again where the restorer changed nothing.
 *
 * @param photograph changed in place
 * @param before the input of the restorer, in the region's pixels
 * @param after the restored crop, in the region's pixels
 * @param toShare maps the region's pixels to shares of the crop's side
 */
record Blend(
    Tensor photograph, Region region, View before, View after, PasteMask mask, Similarity toShare) {
  /** An invisible difference, in values from 0 to 1. */
  private static final float NO_CHANGE = 3 / 255f;

  /** Blends one row of the region; rows are independent of each other. */
  void row(int y) {
    float[] old = new float[3];
    float[] restored = new float[3];
    int start = (region.top() + y) * Math.toIntExact(photograph.dim(3)) + region.left();
    for (int x = 0; x < region.width(); x++) {
      Point share = toShare.apply(new Point(x + 0.5, y + 0.5));
      float weight = (float) mask.at(share.x(), share.y());
      if (weight > 0) {
        before.sample(x, y, old, 0, 1);
        after.sample(x, y, restored, 0, 1);
        pixel(start + x, old, restored, weight);
      }
    }
  }

  private void pixel(int at, float[] old, float[] restored, float weight) {
    float[] planes = photograph.data();
    int pixels = planes.length / 3;
    float change = 0;
    for (int channel = 0; channel < 3; channel++) {
      change += Math.abs(restored[channel] - old[channel]) / 3;
    }
    float kept = 1 / (1 + change * change / (NO_CHANGE * NO_CHANGE));
    for (int channel = 0; channel < 3; channel++) {
      float value = planes[channel * pixels + at];
      float detail = kept * (value - old[channel]);
      float pasted = Math.max(0, Math.min(1, restored[channel] + detail));
      planes[channel * pixels + at] = value + weight * (pasted - value);
    }
  }
}
