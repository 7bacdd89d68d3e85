// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.testing;

import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Random;

/** Images with known pixels. */
public final class Pictures {
  private Pictures() {}

  /** Every pixel has another 8-bit level. */
  public static Tensor pattern(int height, int width) {
    Tensor image = Tensor.zeros(1, 3, height, width);
    for (int i = 0; i < image.size(); i++) {
      image.data()[i] = i * 7 % 256 / 255f;
    }
    return image;
  }

  public static Tensor flat(int height, int width, float value) {
    Tensor image = Tensor.zeros(1, 3, height, width);
    Arrays.fill(image.data(), value);
    return image;
  }

  /** Noise, which no file format compresses. */
  public static Tensor noise(int height, int width) {
    Tensor image = Tensor.zeros(1, 3, height, width);
    Random random = new Random(1);
    for (int i = 0; i < image.size(); i++) {
      image.data()[i] = random.nextFloat();
    }
    return image;
  }

  public static byte[] png(Tensor image) {
    return ImageFiles.encodePng(image);
  }
}
