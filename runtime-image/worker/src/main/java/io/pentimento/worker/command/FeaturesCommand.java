// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command;

import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.reader.Checkpoints;
import io.pentimento.core.graph.BatchDimension;
import io.pentimento.core.network.lpips.Lpips;
import io.pentimento.core.network.lpips.LpipsWeights;
import io.pentimento.core.onnx.DataType;
import io.pentimento.core.onnx.OnnxModelFile;
import io.pentimento.core.onnx.OnnxOps;
import io.pentimento.core.onnx.OnnxValue;
import io.pentimento.worker.command.options.KeyOption;
import io.pentimento.worker.input.InputFile;
import io.pentimento.worker.input.OptionRange;
import io.pentimento.worker.input.OutputPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exports a perceptual network as {@code evaluation.featureExtractor}. */
@Command(
    name = "features",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a feature extractor for FID and KID (ONNX) from a perceptual network's weights.",
      "FID and KID with it are only comparable with each other: published FIDs use Inception-v3."
    })
public final class FeaturesCommand implements Callable<Integer> {
  /** The network halves the size up to four times. */
  private static final int SMALLEST_SIZE = 16;

  private static final int LARGEST_SIZE = 2048;

  @Parameters(
      paramLabel = "WEIGHTS",
      description = "Weights of a VGG16 (.pth), or of pretrain perceptual (.safetensors).")
  private Path weights;

  @Mixin private KeyOption key = new KeyOption();

  @Option(names = "--out", required = true, description = "Output file (.onnx).")
  private Path out;

  @Option(
      names = "--size",
      defaultValue = "64",
      description = "Pixels per side to which images are resized. Default: ${DEFAULT-VALUE}.")
  private int size;

  @Override
  public Integer call() throws IOException {
    InputFile.require("WEIGHTS", weights);
    OutputPath.requireFile("--out", out);
    OptionRange.requireWithin("--size", size, SMALLEST_SIZE, LARGEST_SIZE);
    StateDict backbone = LpipsWeights.backbone(Checkpoints.load(weights, key.value()));
    if (backbone.size() == 0) {
      throw new IllegalArgumentException(
          weights + " has no tensors features.N.weight; use a VGG16 or a perceptual network");
    }
    Lpips network = LpipsWeights.network(backbone);
    OnnxOps ops = new OnnxOps(backbone::get);
    OnnxValue image = ops.input("image", DataType.FLOAT, BatchDimension.BATCH, 3, size, size);
    ops.output("features", network.pooled(ops, ops.affine(image, 2, -1)));
    OnnxModelFile.write(ops.model(Map.of("pentimento.widths", network.widths().toString())), out);
    return 0;
  }
}
