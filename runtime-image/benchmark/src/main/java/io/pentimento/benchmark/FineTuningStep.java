package io.pentimento.benchmark;

import ai.djl.ndarray.NDManager;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.network.LpipsWeights;
import io.pentimento.core.network.SwinIr;
import io.pentimento.core.network.SwinIrFile;
import io.pentimento.core.network.UNetDiscriminator;
import io.pentimento.core.onnx.DataType;
import io.pentimento.core.onnx.ParameterShapes;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.finetune.Compatibility;
import io.pentimento.training.finetune.FineTuningConfig;
import io.pentimento.training.finetune.FineTunings;
import io.pentimento.training.finetune.FineTunings.Opponent;
import io.pentimento.training.finetune.MicroBatch;
import io.pentimento.training.finetune.PerceptualDistance;
import io.pentimento.training.finetune.RestorerFineTuning;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The paper's fine-tuning, one image a step. */
public record FineTuningStep(
    NDManager manager, PerceptualDistance perceptual, RestorerFineTuning tuning)
    implements Workload {

  public static FineTuningStep of(Size size) throws IOException {
    SwinIrFile restorer = Networks.restorer(size);
    StateDict lpips = Networks.perceptual(size);
    NDManager manager = TorchEngine.newManager();
    PerceptualDistance perceptual =
        new PerceptualDistance(manager, LpipsWeights.network(lpips), lpips);
    MicroBatch batch =
        new MicroBatch(Images.random(size, 1), Images.random(size, 2), Images.random(size, 3));
    RestorerFineTuning tuning =
        new FineTunings(manager, oneImage())
            .of(
                new SwinIr(restorer.config()),
                restorer.weights(),
                Optional.of(perceptual),
                Optional.of(opponent()),
                step -> List.of(batch));
    return new FineTuningStep(manager, perceptual, tuning);
  }

  private static FineTuningConfig oneImage() {
    FineTuningConfig paper = FineTuningConfig.paper();
    return new FineTuningConfig(
        paper.iterations(),
        1,
        1,
        paper.losses(),
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
    perceptual.close();
    manager.close();
  }
}
