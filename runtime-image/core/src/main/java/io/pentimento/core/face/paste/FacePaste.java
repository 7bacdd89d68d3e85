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
  private final PasteMask mask;

  public FacePaste(PasteMask mask) {
    this.mask = mask;
  }

  /**
   * Changes the photograph where the mask is not 0, and nowhere else.
   *
   * @param photograph (1, 3, H, W), changed in place
   * @param alignment where the crop lies in this photograph
   * @param crop what the restorer was given
   * @param restored of the crop's size or a multiple
   */
  public void paste(Tensor photograph, FaceAlignment alignment, Tensor crop, Tensor restored) {
    Tensor matched = BorderColours.matched(crop, restored, mask);
    Similarity toPhotograph = alignment.toCrop().inverse();
    Box box = toPhotograph.boxOf(alignment.size(), alignment.size());
    if (box.visible(photograph.dim(3), photograph.dim(2)) == 0) {
      return;
    }
    Region region = Region.around(box, 0, photograph);
    Similarity toCrop =
        Similarity.translation(region.left(), region.top()).then(alignment.toCrop());
    double factor = (double) restored.dim(2) / alignment.size();
    Tensor patch =
        Warp.of(matched, toCrop.then(Similarity.scaling(factor)), region.width(), region.height());
    blend(photograph, region, patch, toCrop.then(Similarity.scaling(1.0 / alignment.size())));
  }

  /**
   * @param toShare from the region's pixels to shares of the crop's side
   */
  private void blend(Tensor photograph, Region region, Tensor patch, Similarity toShare) {
    int width = Math.toIntExact(photograph.dim(3));
    int pixels = width * Math.toIntExact(photograph.dim(2));
    int patchPixels = region.width() * region.height();
    for (int i = 0; i < patchPixels; i++) {
      int x = i % region.width();
      int y = i / region.width();
      Point share = toShare.apply(new Point(x + 0.5, y + 0.5));
      float weight = (float) mask.at(share.x(), share.y());
      int at = (region.top() + y) * width + region.left() + x;
      for (int channel = 0; channel < 3 && weight > 0; channel++) {
        float old = photograph.data()[channel * pixels + at];
        float pasted = patch.data()[channel * patchPixels + i];
        photograph.data()[channel * pixels + at] = old + weight * (pasted - old);
      }
    }
  }
}
