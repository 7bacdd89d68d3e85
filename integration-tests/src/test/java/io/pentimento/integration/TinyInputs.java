// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration;

import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.network.codeformer.CodeFormerConfig;
import io.pentimento.core.network.file.CodeFormerFile;
import io.pentimento.core.network.file.SwinIrFile;
import io.pentimento.core.network.file.UNetFile;
import io.pentimento.core.network.swinir.SwinIrConfig;
import io.pentimento.core.network.swinir.SwinIrConfig.Upsampler;
import io.pentimento.core.network.unet.UNetConfig;
import io.pentimento.core.network.vqgan.VqganConfig;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.optimizer.WeightInitializer;
import io.pentimento.training.script.TinyScripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Networks with random weights and images with random pixels, for stages that take seconds. */
final class TinyInputs {
  static final int SIZE = 16;
  private static final UNetConfig PRIOR =
      UNetConfig.small(SIZE, 32, List.of(1.0, 1.0), List.of(1, 1)).withAttention(Set.of(), 32);
  private static final SwinIrConfig RESTORER =
      new SwinIrConfig(
          3, 8, 8, List.of(2), List.of(2), 4, 2, 4, 1, Upsampler.NEAREST_CONV, false, 4, 8, 0);

  private static final CodeFormerConfig CODE_FORMER =
      new CodeFormerConfig(
          new VqganConfig(32, List.of(1, 1, 1), 1, Set.of(2), 16, 32),
          SIZE / 4,
          32,
          32,
          8,
          1,
          Set.of(1));

  private TinyInputs() {}

  /** {@code restorer.safetensors} and {@code prior.safetensors}. */
  static void writeModels(Path folder) throws IOException {
    new UNetFile(
            PRIOR,
            WeightInitializer.plain(1).initialize(new UNetFile(PRIOR, null).expectedShapes()))
        .write(folder.resolve("prior.safetensors"));
    new SwinIrFile(
            RESTORER,
            WeightInitializer.swinIr(2).initialize(new SwinIrFile(RESTORER, null).expectedShapes()))
        .write(folder.resolve("restorer.safetensors"));
  }

  /** With random weights, in which w has an effect. */
  static void writeCodeFormer(Path file) throws IOException {
    new CodeFormerFile(
            CODE_FORMER,
            WeightInitializer.plain(3)
                .initialize(new CodeFormerFile(CODE_FORMER, null).expectedShapes()))
        .write(file);
  }

  /** A TorchScript module that restores. */
  static void writeModule(Path file) throws IOException {
    TinyScripts.writeRestorer(file);
  }

  /** Degraded images and, under the same names, clean ones. */
  static void writeImages(Path folder, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      writeImage(folder.resolve("degraded").resolve(i + ".png"), i);
      writeImage(folder.resolve("clean").resolve(i + ".png"), count + i);
    }
  }

  static byte[] image() {
    return ImageFiles.encodePng(pixels(4711));
  }

  private static void writeImage(Path file, long seed) throws IOException {
    Files.createDirectories(file.getParent());
    ImageFiles.writePng(file, pixels(seed));
  }

  private static Tensor pixels(long seed) {
    CounterRandom random = new CounterRandom(seed, new byte[0], 0);
    Tensor image = Tensor.zeros(1, 3, SIZE, SIZE);
    for (int i = 0; i < image.size(); i++) {
      image.data()[i] = (float) random.nextDouble();
    }
    return image;
  }
}
