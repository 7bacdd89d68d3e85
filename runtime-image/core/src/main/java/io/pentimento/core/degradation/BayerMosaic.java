// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.degradation;

import io.pentimento.core.image.resize.Border;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;

/**
 * A sensor image with one value per pixel behind a colour filter in the pattern R G / G B; both
 * side lengths are even.
 *
 * <p>Demosaicing is the linear interpolation of Malvar, He and Cutler (2004): bilinear, corrected
 * by the Laplacian of the measured colour.
 */
final class BayerMosaic {
  private final int height;
  private final int width;
  private final float[] values;

  private BayerMosaic(int height, int width, float[] values) {
    this.height = height;
    this.width = width;
    this.values = values;
  }

  /** The values of a sensor with this filter for an image (1, 3, H, W). */
  static BayerMosaic of(Tensor image) {
    int height = Math.toIntExact(image.dim(2));
    int width = Math.toIntExact(image.dim(3));
    if (height % 2 != 0 || width % 2 != 0) {
      throw new IllegalArgumentException("a mosaic needs even side lengths, not those of " + image);
    }
    float[] values = new float[height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = image.data()[channel(i / width, i % width) * values.length + i];
    }
    return new BayerMosaic(height, width, values);
  }

  /** 0 red, 1 green, 2 blue. */
  static int channel(int y, int x) {
    return y % 2 + x % 2;
  }

  float value(int y, int x) {
    return values[y * width + x];
  }

  /** Gaussian noise of the level's variance, clipped to [0, 1]. */
  BayerMosaic withNoise(SensorNoise.Fixed level, CounterRandom random) {
    float[] noisy = new float[values.length];
    for (int i = 0; i < noisy.length; i++) {
      double variance = level.of(channel(i / width, i % width)).at(values[i]);
      noisy[i] = (float) Levels.clamp(values[i] + Math.sqrt(variance) * random.nextGaussian());
    }
    return new BayerMosaic(height, width, noisy);
  }

  /** Every value times the gain of its colour, clipped to [0, 1]. */
  BayerMosaic withGains(double[] gains) {
    float[] balanced = new float[values.length];
    for (int i = 0; i < balanced.length; i++) {
      balanced[i] = (float) Levels.clamp(values[i] * gains[channel(i / width, i % width)]);
    }
    return new BayerMosaic(height, width, balanced);
  }

  /** The demosaiced image (1, 3, H, W), clipped to [0, 1]. */
  Tensor demosaiced() {
    float[] planes = new float[3 * values.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          planes[(c * height + y) * width + x] = Levels.clamp(interpolated(c, y, x));
        }
      }
    }
    return Tensor.of(planes, 1, 3, height, width);
  }

  private float interpolated(int colour, int y, int x) {
    int here = channel(y, x);
    if (colour == here) {
      return at(y, x);
    }
    if (colour == 1) {
      return (4 * at(y, x) + 2 * cross(y, x, 1) - cross(y, x, 2)) / 8;
    }
    if (here == 1) {
      // Red is next to green in even rows, blue in odd rows.
      return (y % 2 == 0) == (colour == 0) ? between(y, x, 0, 1) : between(y, x, 1, 0);
    }
    return (6 * at(y, x) + 2 * diagonal(y, x) - 1.5f * cross(y, x, 2)) / 8;
  }

  /** At a green pixel, the colour whose samples are at ±(dy, dx). */
  private float between(int y, int x, int dy, int dx) {
    float beside = at(y + dy, x + dx) + at(y - dy, x - dx);
    float along = at(y + 2 * dy, x + 2 * dx) + at(y - 2 * dy, x - 2 * dx);
    float across = at(y + 2 * dx, x + 2 * dy) + at(y - 2 * dx, x - 2 * dy);
    return (5 * at(y, x) + 4 * beside - diagonal(y, x) - along + 0.5f * across) / 8;
  }

  private float cross(int y, int x, int d) {
    return at(y - d, x) + at(y + d, x) + at(y, x - d) + at(y, x + d);
  }

  private float diagonal(int y, int x) {
    return at(y - 1, x - 1) + at(y - 1, x + 1) + at(y + 1, x - 1) + at(y + 1, x + 1);
  }

  /** Mirrored without repeating the border pixel, which preserves the colour pattern. */
  private float at(int y, int x) {
    return values[Border.REFLECT_101.index(y, height) * width + Border.REFLECT_101.index(x, width)];
  }
}
