// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.pretrain;

import ai.djl.ndarray.NDManager;
import io.pentimento.core.checkpoint.CheckpointMismatch;
import io.pentimento.core.checkpoint.ShapeCheck;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.reader.Checkpoints;
import io.pentimento.core.network.lpips.Lpips;
import io.pentimento.core.network.lpips.LpipsWeights;
import io.pentimento.core.onnx.DataType;
import io.pentimento.core.onnx.ParameterShapes;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.optimizer.WeightInitializer;
import io.pentimento.training.pretrain.PerceptualTraining;
import io.pentimento.worker.input.OptionRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a small replacement for the LPIPS backbone. */
@Command(
    name = "perceptual",
    mixinStandardHelpOptions = true,
    description = "Trains a perceptual network; its distances are not LPIPS.")
final class PretrainPerceptualCommand implements Callable<Integer> {
  @Mixin private PretrainOptions options;

  @Option(
      names = "--widths",
      split = ",",
      defaultValue = "16,32,64,96",
      description = "Channels of each slice, at most five slices. Default: ${DEFAULT-VALUE}.")
  private List<Integer> widths;

  @Override
  public Integer call() throws IOException {
    options.requireValid();
    widths.forEach(width -> OptionRange.requireAtLeast("--widths", width, 1));
    Lpips network = new Lpips(widths);
    StateDict start = start(network);
    try (NDManager manager = TorchEngine.newManager();
        PerceptualTraining training =
            new PerceptualTraining(
                manager,
                network,
                start,
                options.sampler(),
                SmallDegradation.classic(),
                options.learner(),
                options.batch,
                options.seed)) {
      options.train(training);
      options.write(training.best(), Map.of());
    }
    return 0;
  }

  private StateDict start(Lpips network) throws IOException {
    Map<String, long[]> shapes =
        ParameterShapes.of(
            ops ->
                network.features(
                    ops, ops.input("x", DataType.FLOAT, 1, 3, options.size, options.size)));
    Optional<Path> file = options.init();
    return file.isPresent()
        ? given(file.get(), shapes)
        : WeightInitializer.rectified(options.seed).initialize(shapes);
  }

  /** Drops the heads of a file: they weight distances and are not used in this training. */
  private static StateDict given(Path file, Map<String, long[]> shapes) throws IOException {
    StateDict backbone = LpipsWeights.backbone(Checkpoints.load(file));
    try {
      ShapeCheck.require(backbone, shapes);
      return backbone;
    } catch (CheckpointMismatch e) {
      throw CheckpointMismatch.in(file, e);
    }
  }
}
