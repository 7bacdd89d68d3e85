// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command;

import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Creates small test images. */
public final class TestImages {
  private TestImages() {}

  /** Writes a folder of {@code count} different noisy images. */
  public static Path noise(Path folder, int count, int size) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < count; i++) {
      CounterRandom random = new CounterRandom(i, new byte[0], 0);
      Tensor image = Tensor.zeros(1, 3, size, size);
      for (int k = 0; k < image.size(); k++) {
        image.data()[k] = (float) random.nextDouble();
      }
      ImageFiles.writePng(folder.resolve(i + ".png"), image);
    }
    return folder;
  }

  /** Writes a folder with one image of one colour. */
  static Path colour(Path folder, int size, float red, float green, float blue) throws IOException {
    Files.createDirectories(folder);
    float[] colour = {red, green, blue};
    Tensor image = Tensor.zeros(1, 3, size, size);
    for (int k = 0; k < image.size(); k++) {
      image.data()[k] = colour[k / (size * size)];
    }
    ImageFiles.writePng(folder.resolve("colour.png"), image);
    return folder;
  }

  /** The mean of each channel of an image file. */
  static double[] means(Path file) {
    Tensor image = ImageFiles.read(file);
    int plane = (int) (image.dim(2) * image.dim(3));
    double[] means = new double[3];
    for (int k = 0; k < image.size(); k++) {
      means[k / plane] += image.data()[k] / plane;
    }
    return means;
  }
}
