// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage;

import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.network.codeformer.CodeFormerConfig;
import io.pentimento.core.network.file.CodeFormerFile;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.network.file.SwinIrFile;
import io.pentimento.core.network.file.UNetFile;
import io.pentimento.core.network.lpips.Lpips;
import io.pentimento.core.network.swinir.SwinIrConfig;
import io.pentimento.core.network.swinir.SwinIrConfig.Upsampler;
import io.pentimento.core.network.unet.UNetConfig;
import io.pentimento.core.network.vqgan.VqganConfig;
import io.pentimento.core.onnx.DataType;
import io.pentimento.core.onnx.ParameterShapes;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.optimizer.WeightInitializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Networks with random weights and images with random pixels, 16 pixels wide. */
public final class TinyModels {
  public static final int SIZE = 16;
  private static final SwinIrConfig RESTORER =
      new SwinIrConfig(
          3, 8, 8, List.of(2), List.of(2), 4, 2, 4, 1, Upsampler.NEAREST_CONV, false, 4, 8, 0);

  private TinyModels() {}

  public static NetworkFile prior() {
    return prior(SIZE);
  }

  /** For images of the given size, an even number. */
  public static NetworkFile prior(int size) {
    return prior(UNetConfig.small(size, 32, List.of(1.0, 1.0), List.of(1, 1)));
  }

  public static NetworkFile singleLevelPrior() {
    return prior(UNetConfig.small(SIZE, 32, List.of(1.0), List.of(1)));
  }

  private static NetworkFile prior(UNetConfig switches) {
    UNetConfig config = switches.withAttention(Set.of(), 32);
    UNetFile shape = new UNetFile(config, null);
    return new UNetFile(config, WeightInitializer.plain(1).initialize(shape.expectedShapes()));
  }

  /**
   * A perceptual network. Its heads weight differences and must not be negative.
   *
   * @param widths of its slices; VGG16's are 64, 128, 256, 512, 512
   */
  static StateDict perceptual(List<Integer> widths) {
    Lpips network = new Lpips(widths);
    Map<String, Tensor> weights =
        new TreeMap<>(
            WeightInitializer.rectified(1)
                .initialize(
                    ParameterShapes.of(
                        ops ->
                            network.distance(
                                ops,
                                ops.input("a", DataType.FLOAT, 1, 3, SIZE, SIZE),
                                ops.input("b", DataType.FLOAT, 1, 3, SIZE, SIZE))))
                .tensors());
    weights.forEach(
        (name, tensor) -> {
          for (int i = 0; name.startsWith("lin") && i < tensor.size(); i++) {
            tensor.data()[i] = Math.abs(tensor.data()[i]);
          }
        });
    return StateDict.of(weights);
  }

  public static NetworkFile restorer() {
    SwinIrFile shape = new SwinIrFile(RESTORER, null);
    return new SwinIrFile(RESTORER, WeightInitializer.swinIr(2).initialize(shape.expectedShapes()));
  }

  /** For images of the given size, a multiple of 4. */
  public static NetworkFile codeFormer(int size) {
    VqganConfig vqgan = new VqganConfig(32, List.of(1, 1, 1), 1, Set.of(2), 16, 32);
    CodeFormerConfig config = new CodeFormerConfig(vqgan, size / 4, 32, 32, 8, 1, Set.of(1));
    CodeFormerFile shape = new CodeFormerFile(config, null);
    // The fusion of another initialisation, so that w has an effect.
    return new CodeFormerFile(
        config, WeightInitializer.plain(3).initialize(shape.expectedShapes()));
  }

  public static void writePrior(Path file) throws IOException {
    prior().write(file);
  }

  public static void writeRestorer(Path file) throws IOException {
    restorer().write(file);
  }

  public static void writeImage(Path file, long seed) throws IOException {
    CounterRandom random = new CounterRandom(seed, new byte[0], 0);
    Tensor image = Tensor.zeros(1, 3, SIZE, SIZE);
    for (int i = 0; i < image.size(); i++) {
      image.data()[i] = (float) random.nextDouble();
    }
    Files.createDirectories(file.getParent());
    ImageFiles.writePng(file, image);
  }
}
