// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.paste;

import io.pentimento.core.face.Box;
import io.pentimento.core.face.align.FaceAlignment;
import io.pentimento.core.face.align.Region;
import io.pentimento.core.face.align.Similarity;
import io.pentimento.core.face.align.View;
import io.pentimento.core.tensor.Tensor;
import java.util.stream.IntStream;

/** Pastes restored crops into a photograph. */
public final class FacePaste {
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
    Similarity toPhotograph = alignment.toCrop().inverse();
    Box box = toPhotograph.boxOf(alignment.size(), alignment.size());
    if (box.visible((double) photograph.dim(3), (double) photograph.dim(2)) == 0) {
      return;
    }
    Tensor matched = BorderColours.matched(crop, restored, mask);
    Region region = Region.around(box, 0, photograph);
    Similarity toCrop =
        Similarity.translation(region.left(), region.top()).then(alignment.toCrop());
    Similarity toShare = toCrop.then(Similarity.scaling(1.0 / alignment.size()));
    Blend blend =
        new Blend(
            photograph,
            region,
            view(crop, alignment, toCrop, region),
            view(matched, alignment, toCrop, region),
            mask,
            toShare);
    IntStream.range(0, region.height()).parallel().forEach(blend::row);
  }

  /** A crop, or its larger restoration, in the pixels of the photograph. */
  private static View view(
      Tensor image, FaceAlignment alignment, Similarity toCrop, Region region) {
    double factor = (double) image.dim(2) / alignment.size();
    return View.of(image, toCrop.then(Similarity.scaling(factor)), region.width(), region.height());
  }
}
