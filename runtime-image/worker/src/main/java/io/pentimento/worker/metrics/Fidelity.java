// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.metrics;

import io.pentimento.core.image.resize.Resize;
import io.pentimento.core.tensor.Tensor;

/** Similarity of a restored image to the degraded image; docs/method.md, metrics. */
public final class Fidelity {
  /** Side length of a thumbnail that averages noise out and still shows the face. */
  private static final int THUMBNAIL = 16;

  private static final double LEVELS = 255;

  private Fidelity() {}

  /**
   * Root mean square difference of the thumbnails, in levels of 0 to 255.
   *
   * @param a (1, 3, H, W) in [0, 1]
   * @param b of the same shape
   */
  public static double consistency(Tensor a, Tensor b) {
    float[] x = thumbnail(a).data();
    float[] y = thumbnail(b).data();
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - y[i]) * (double) (x[i] - y[i]);
    }
    return LEVELS * Math.sqrt(sum / x.length);
  }

  private static Tensor thumbnail(Tensor image) {
    int height = (int) Math.min(THUMBNAIL, image.dim(2));
    int width = (int) Math.min(THUMBNAIL, image.dim(3));
    return Resize.area(image, height, width);
  }

  /** The angle between two embeddings in degrees, from 0 to 180. */
  static double degrees(float[] a, float[] b) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    double cosine = dot / Math.max(Math.sqrt(aa * bb), Double.MIN_NORMAL);
    return Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, cosine))));
  }
}
