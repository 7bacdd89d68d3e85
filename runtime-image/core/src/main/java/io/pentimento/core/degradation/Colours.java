// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.degradation;

import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;

/** Changes of the colours of an image (1, 3, H, W); results are clamped to [0, 1]. */
final class Colours {
  private Colours() {}

  static Tensor brighten(Tensor image, float factor) {
    return blend(image, new float[image.size() / 3], factor);
  }

  /** Contrast around the mean luma. */
  static Tensor stretch(Tensor image, float factor) {
    float[] luma = luma(image);
    double sum = 0;
    for (float value : luma) {
      sum += value;
    }
    Arrays.fill(luma, (float) (sum / luma.length));
    return blend(image, luma, factor);
  }

  /** Saturation around each pixel's luma; a factor of 0 gives grey. */
  static Tensor saturate(Tensor image, float factor) {
    return blend(image, luma(image), factor);
  }

  private static Tensor blend(Tensor image, float[] around, float factor) {
    float[] out = new float[image.size()];
    for (int i = 0; i < out.length; i++) {
      float base = around[i % around.length];
      out[i] = Levels.clamp(base + factor * (image.data()[i] - base));
    }
    return Tensor.of(out, image.shape());
  }

  private static float[] luma(Tensor image) {
    int plane = image.size() / 3;
    float[] rgb = image.data();
    float[] luma = new float[plane];
    for (int i = 0; i < plane; i++) {
      luma[i] = 0.299f * rgb[i] + 0.587f * rgb[plane + i] + 0.114f * rgb[2 * plane + i];
    }
    return luma;
  }

  /**
   * Rotates the hue; saturation and value of the HSV model are preserved.
   *
   * @param turns 1 is the full circle
   */
  static Tensor turnHue(Tensor image, float turns) {
    int plane = image.size() / 3;
    float[] rgb = image.data();
    float[] out = new float[image.size()];
    for (int i = 0; i < plane; i++) {
      float r = rgb[i];
      float g = rgb[plane + i];
      float b = rgb[2 * plane + i];
      float value = Math.max(r, Math.max(g, b));
      float chroma = value - Math.min(r, Math.min(g, b));
      float hue = hue(r, g, b, value, chroma) + 6 * turns;
      out[i] = channel(5 + hue, value, chroma);
      out[plane + i] = channel(3 + hue, value, chroma);
      out[2 * plane + i] = channel(1 + hue, value, chroma);
    }
    return Tensor.of(out, image.shape());
  }

  /** The hue in sixths of the circle. */
  private static float hue(float r, float g, float b, float value, float chroma) {
    if (chroma == 0) {
      return 0;
    }
    if (value == r) {
      return (g - b) / chroma;
    }
    return value == g ? 2 + (b - r) / chroma : 4 + (r - g) / chroma;
  }

  private static float channel(float sixths, float value, float chroma) {
    float k = sixths - 6 * (float) Math.floor(sixths / 6);
    return Levels.clamp(value - chroma * Math.max(0, Math.min(1, Math.min(k, 4 - k))));
  }
}
