// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics;

import io.pentimento.core.tensor.Tensor;

/**
 * The values from which PSNR and SSIM are computed.
 *
 * @param channels all colours or luma
 * @param border number of pixels that are excluded on every side
 * @param colourMatched whether the restored image first gets the reference's mean and standard
 *     deviation per channel, as in published tables; this hides colour shifts
 */
public record FidelityOptions(Channels channels, int border, boolean colourMatched) {
  public static final FidelityOptions PLAIN = new FidelityOptions(Channels.RGB, 0, false);
  public static final FidelityOptions COLOUR_MATCHED = new FidelityOptions(Channels.RGB, 0, true);

  public FidelityOptions {
    if (border < 0) {
      throw new IllegalArgumentException("the border must not be negative, but is " + border);
    }
  }

  /** The name of a metric with these options. */
  String name(String metric) {
    return metric
        + (channels == Channels.LUMA ? "-luma" : "")
        + (border > 0 ? "-border" + border : "")
        + (colourMatched ? "-colour-matched" : "");
  }

  PixelPlanes restored(Tensor restored, Tensor reference) {
    PixelPlanes.requireSameSize(restored, reference);
    PixelPlanes planes = PixelPlanes.of(restored);
    PixelPlanes matched =
        colourMatched ? ColourMatch.apply(planes, PixelPlanes.of(reference)) : planes;
    return matched.cropped(border).select(channels);
  }

  PixelPlanes reference(Tensor reference) {
    return PixelPlanes.of(reference).cropped(border).select(channels);
  }
}
