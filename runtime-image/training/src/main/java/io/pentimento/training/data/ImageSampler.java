// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.data;

import io.pentimento.core.image.EightBit;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import java.util.List;

/** Draws random images with replacement and mirrors half of them. Stores them with 8 bits. */
public final class ImageSampler {
  private final long[] shape;
  private final List<byte[]> images;

  /** {@code images} are (1, C, H, W) in [0, 1], all of one size; they are rounded to 8 bits. */
  public ImageSampler(List<Tensor> images) {
    if (images.isEmpty()) {
      throw new IllegalArgumentException("there are no images to train on");
    }
    this.shape = images.get(0).shape();
    this.images = images.stream().map(ImageSampler::levels).toList();
  }

  private static byte[] levels(Tensor image) {
    byte[] levels = new byte[image.size()];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (byte) EightBit.level(image.data()[i]);
    }
    return levels;
  }

  /** A batch (count, C, H, W). */
  public Tensor batch(int count, CounterRandom random) {
    long[] all = shape.clone();
    all[0] = count;
    Tensor batch = Tensor.zeros(all);
    for (int i = 0; i < count; i++) {
      byte[] image = images.get(random.nextInt(images.size()));
      copy(image, random.nextInt(2) == 1, batch.data(), i * image.length);
    }
    return batch;
  }

  private void copy(byte[] image, boolean mirrored, float[] into, int at) {
    int width = (int) shape[3];
    for (int i = 0; i < image.length; i++) {
      int x = i % width;
      into[at + i] = (image[mirrored ? i - x + width - 1 - x : i] & 0xff) / 255f;
    }
  }

  /** Mirrors every row. */
  public static Tensor mirrored(Tensor image) {
    Tensor mirror = Tensor.zeros(image.shape());
    int width = (int) image.dim(image.rank() - 1);
    for (int i = 0; i < image.size(); i++) {
      int x = i % width;
      mirror.data()[i] = image.data()[i - x + width - 1 - x];
    }
    return mirror;
  }
}
