// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.core.network.codeformer.CodeFormerConfig;
import io.pentimento.core.network.file.CodeFormerFile;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.network.file.SwinIrFile;
import io.pentimento.core.network.file.UNetFile;
import io.pentimento.core.network.lpips.Lpips;
import io.pentimento.core.network.swinir.SwinIrConfig;
import io.pentimento.core.network.unet.UNetConfig;
import io.pentimento.core.network.vqgan.VqganConfig;
import io.pentimento.core.onnx.DataType;
import io.pentimento.core.onnx.ParameterShapes;
import io.pentimento.training.optimizer.WeightInitializer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The networks of each size. */
public final class Networks {
  private static final long SEED = 1;
  private static final StateDict NONE = StateDict.of(Map.of());

  /** The CodeFormer of examples/benchmark. */
  private static final CodeFormerConfig SMALL_CODEFORMER =
      new CodeFormerConfig(
          new VqganConfig(32, List.of(1, 2, 2), 1, Set.of(2), 32, 256),
          16,
          96,
          192,
          8,
          3,
          Set.of(1));

  private Networks() {}

  public static NetworkFile prior(Size size) throws IOException {
    if (size == Size.SMALL) {
      return quickstart("prior");
    }
    UNetConfig config = UNetConfig.faces512();
    return new UNetFile(config, random(new UNetFile(config, NONE).expectedShapes()));
  }

  public static SwinIrFile restorer(Size size) throws IOException {
    if (size == Size.SMALL) {
      return (SwinIrFile) quickstart("restorer");
    }
    SwinIrConfig config = SwinIrConfig.faces512();
    return new SwinIrFile(config, random(new SwinIrFile(config, NONE).expectedShapes()));
  }

  /** With random weights at either size, because none is included. */
  public static CodeFormerFile codeFormer(Size size) {
    CodeFormerConfig config = size == Size.FULL ? CodeFormerConfig.faces512() : SMALL_CODEFORMER;
    Map<String, long[]> shapes = new CodeFormerFile(config, NONE).expectedShapes();
    return new CodeFormerFile(config, WeightInitializer.codeFormer(SEED).initialize(shapes));
  }

  static StateDict perceptual(Size size) throws IOException {
    if (size == Size.SMALL) {
      return Safetensors.read(weights("perceptual"));
    }
    return random(
        ParameterShapes.of(
            ops -> {
              var x = ops.input("x", DataType.FLOAT, 1, 3, 32, 32);
              Lpips.vgg16().distance(ops, x, x);
            }));
  }

  static StateDict random(Map<String, long[]> shapes) {
    return WeightInitializer.plain(SEED).initialize(shapes);
  }

  private static NetworkFile quickstart(String name) throws IOException {
    return NetworkFile.load(weights(name), JsonNodeFactory.instance.objectNode());
  }

  private static Path weights(String name) {
    return Path.of(System.getProperty("pentimento.quickstart", "examples/quickstart"))
        .resolve("weights")
        .resolve(name + ".safetensors");
  }
}
