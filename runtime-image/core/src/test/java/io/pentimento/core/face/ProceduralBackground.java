// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face;

import io.pentimento.core.image.resize.Resize;
import io.pentimento.core.tensor.Tensor;
import java.util.Random;

/** Pictures without faces: smooth clouds of colour with discs and bars, and noise over all. */
public final class ProceduralBackground {
  private static final int SHAPES = 25;

  private ProceduralBackground() {}

  /** (1, 3, height, width); equal random numbers give equal pictures. */
  public static Tensor of(Random random, int width, int height, double noise) {
    Tensor picture = Resize.cubic(coarse(random), height, width);
    for (int i = 0; i < SHAPES; i++) {
      draw(random, picture);
    }
    addNoise(random, picture, noise);
    return picture;
  }

  private static Tensor coarse(Random random) {
    float[] values = new float[3 * 5 * 5];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.15f + 0.7f * random.nextFloat();
    }
    return Tensor.of(values, 1, 3, 5, 5);
  }

  private static void draw(Random random, Tensor picture) {
    int width = (int) picture.dim(3);
    int height = (int) picture.dim(2);
    boolean disc = random.nextBoolean();
    double rx = (0.01 + 0.1 * random.nextDouble()) * width;
    double ry = disc ? rx : (0.01 + 0.2 * random.nextDouble()) * height;
    double cx = random.nextDouble() * width;
    double cy = random.nextDouble() * height;
    float[] colour = {random.nextFloat(), random.nextFloat(), random.nextFloat()};
    for (int y = (int) Math.max(0, cy - ry); y < Math.min(height, cy + ry); y++) {
      for (int x = (int) Math.max(0, cx - rx); x < Math.min(width, cx + rx); x++) {
        double dx = (x - cx) / rx;
        double dy = (y - cy) / ry;
        for (int c = 0; c < 3 && (!disc || dx * dx + dy * dy < 1); c++) {
          picture.data()[(c * height + y) * width + x] = colour[c];
        }
      }
    }
  }

  private static void addNoise(Random random, Tensor picture, double noise) {
    for (int i = 0; i < picture.size(); i++) {
      double value = picture.data()[i] + noise * random.nextGaussian();
      picture.data()[i] = (float) Math.max(0, Math.min(1, value));
    }
  }
}
