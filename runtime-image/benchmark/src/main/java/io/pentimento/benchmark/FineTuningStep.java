// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark;

import ai.djl.ndarray.NDManager;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.network.discriminator.UNetDiscriminator;
import io.pentimento.core.network.file.SwinIrFile;
import io.pentimento.core.network.lpips.LpipsWeights;
import io.pentimento.core.network.swinir.SwinIr;
import io.pentimento.core.onnx.DataType;
import io.pentimento.core.onnx.ParameterShapes;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.finetune.Compatibility;
import io.pentimento.training.finetune.FineTuningConfig;
import io.pentimento.training.finetune.FineTunings;
import io.pentimento.training.finetune.FineTunings.Opponent;
import io.pentimento.training.finetune.LossWeights;
import io.pentimento.training.finetune.MicroBatch;
import io.pentimento.training.finetune.PerceptualDistance;
import io.pentimento.training.finetune.RestorerFineTuning;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Fine-tuning of a SwinIR, one image per step. */
public record FineTuningStep(
    NDManager manager, Optional<PerceptualDistance> perceptual, RestorerFineTuning tuning)
    implements Workload {

  /** With all losses of the paper. */
  public static FineTuningStep of(Size size) throws IOException {
    StateDict lpips = Networks.perceptual(size);
    NDManager manager = TorchEngine.newManager();
    PerceptualDistance perceptual =
        new PerceptualDistance(manager, LpipsWeights.network(lpips), lpips);
    return of(size, manager, LossWeights.paper(), Optional.of(perceptual), Optional.of(opponent()));
  }

  /** With only the mean absolute difference: a step that other implementations have as well. */
  public static FineTuningStep withL1Alone(Size size) throws IOException {
    NDManager manager = TorchEngine.newManager();
    return of(size, manager, new LossWeights(1, 0, 0), Optional.empty(), Optional.empty());
  }

  private static FineTuningStep of(
      Size size,
      NDManager manager,
      LossWeights losses,
      Optional<PerceptualDistance> perceptual,
      Optional<Opponent> opponent)
      throws IOException {
    SwinIrFile restorer = Networks.restorer(size);
    MicroBatch batch =
        new MicroBatch(Images.random(size, 1), Images.random(size, 2), Images.random(size, 3));
    RestorerFineTuning tuning =
        new FineTunings(manager, oneImage(losses))
            .of(
                new SwinIr(restorer.config()),
                restorer.weights(),
                perceptual,
                opponent,
                step -> List.of(batch));
    return new FineTuningStep(manager, perceptual, tuning);
  }

  private static FineTuningConfig oneImage(LossWeights losses) {
    FineTuningConfig paper = FineTuningConfig.paper();
    return new FineTuningConfig(
        paper.iterations(),
        1,
        1,
        losses,
        paper.restorer(),
        paper.discriminator(),
        paper.seed(),
        Compatibility.none());
  }

  private static Opponent opponent() {
    UNetDiscriminator network = UNetDiscriminator.standard();
    return new Opponent(
        network,
        Networks.random(
            ParameterShapes.of(
                ops ->
                    network.forward(
                        ops,
                        ops.input("x", DataType.FLOAT, 1, 3, 64, 64),
                        UNetDiscriminator.stored(ops)))));
  }

  @Override
  public void run() {
    tuning.advance();
  }

  @Override
  public void close() {
    tuning.close();
    perceptual.ifPresent(PerceptualDistance::close);
    manager.close();
  }
}
