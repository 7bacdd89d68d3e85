package io.pentimento.core.face.paste;

import io.pentimento.core.face.Box;
import io.pentimento.core.face.Point;
import io.pentimento.core.face.align.FaceAlignment;
import io.pentimento.core.face.align.Region;
import io.pentimento.core.face.align.Similarity;
import io.pentimento.core.face.align.Warp;
import io.pentimento.core.tensor.Tensor;

/** Pastes restored crops into a photograph. */
public final class FacePaste {
  /** An invisible difference, in values from 0 to 1. */
  private static final float NO_CHANGE = 3 / 255f;

  private final PasteMask mask;

  public FacePaste(PasteMask mask) {
    this.mask = mask;
  }

  /**
   * Changes only those pixels of the photograph where the mask is greater than 0.
   *
   * @param photograph (1, 3, H, W), changed in place
   * @param alignment where the crop lies in this photograph
   * @param crop input of the restorer
   * @param restored of the crop's size or a multiple
   */
  public void paste(Tensor photograph, FaceAlignment alignment, Tensor crop, Tensor restored) {
    Tensor matched = BorderColours.matched(crop, restored, mask);
    Similarity toPhotograph = alignment.toCrop().inverse();
    Box box = toPhotograph.boxOf(alignment.size(), alignment.size());
    if (box.visible((double) photograph.dim(3), (double) photograph.dim(2)) == 0) {
      return;
    }
    Region region = Region.around(box, 0, photograph);
    Similarity toCrop =
        Similarity.translation(region.left(), region.top()).then(alignment.toCrop());
    Tensor before = patch(crop, alignment, toCrop, region);
    Tensor after = patch(matched, alignment, toCrop, region);
    Similarity toShare = toCrop.then(Similarity.scaling(1.0 / alignment.size()));
    blend(photograph, region, before, after, toShare);
  }

  /** Resamples a crop, or its larger restoration, to the pixels of the photograph. */
  private static Tensor patch(
      Tensor image, FaceAlignment alignment, Similarity toCrop, Region region) {
    double factor = (double) image.dim(2) / alignment.size();
    return Warp.of(image, toCrop.then(Similarity.scaling(factor)), region.width(), region.height());
  }

  /**
   * @param before the input of the restorer, in the region's pixels
   * @param after the restored crop, in the region's pixels
   * @param toShare maps the region's pixels to shares of the crop's side
   */
  private void blend(
      Tensor photograph, Region region, Tensor before, Tensor after, Similarity toShare) {
    int patchPixels = region.width() * region.height();
    for (int i = 0; i < patchPixels; i++) {
      int x = i % region.width();
      int y = i / region.width();
      Point share = toShare.apply(new Point(x + 0.5, y + 0.5));
      double weight = mask.at(share.x(), share.y());
      if (weight > 0) {
        int at = (region.top() + y) * Math.toIntExact(photograph.dim(3)) + region.left() + x;
        blend(photograph, at, before.data(), after.data(), i, (float) weight);
      }
    }
  }

  /**
   * Blends one pixel. Resampling loses detail of the photograph; this detail is added again where
   * the restorer changed nothing.
   */
  private static void blend(
      Tensor photograph, int at, float[] before, float[] after, int i, float weight) {
    int pixels = photograph.size() / 3;
    int patchPixels = before.length / 3;
    float change = 0;
    for (int channel = 0; channel < 3; channel++) {
      change += Math.abs(after[channel * patchPixels + i] - before[channel * patchPixels + i]) / 3;
    }
    float kept = 1 / (1 + change * change / (NO_CHANGE * NO_CHANGE));
    for (int channel = 0; channel < 3; channel++) {
      float old = photograph.data()[channel * pixels + at];
      float detail = kept * (old - before[channel * patchPixels + i]);
      float pasted = Math.max(0, Math.min(1, after[channel * patchPixels + i] + detail));
      photograph.data()[channel * pixels + at] = old + weight * (pasted - old);
    }
  }
}
