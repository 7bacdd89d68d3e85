// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.pretrain;

import ai.djl.ndarray.NDManager;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.reader.Checkpoints;
import io.pentimento.core.network.file.SwinIrFile;
import io.pentimento.core.network.lpips.LpipsWeights;
import io.pentimento.core.network.swinir.SwinIr;
import io.pentimento.core.network.swinir.SwinIrConfig;
import io.pentimento.training.data.Prefetched;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.finetune.Compatibility;
import io.pentimento.training.finetune.FineTuningConfig;
import io.pentimento.training.finetune.FineTunings;
import io.pentimento.training.finetune.LossWeights;
import io.pentimento.training.finetune.MicroBatch;
import io.pentimento.training.finetune.PerceptualDistance;
import io.pentimento.training.finetune.RestorerFineTuning;
import io.pentimento.training.optimizer.WeightInitializer;
import io.pentimento.training.pretrain.DegradedPairs;
import io.pentimento.worker.input.InputFile;
import io.pentimento.worker.input.OptionRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Trains a small SwinIR on clean images that are degraded anew at every step (docs/method.md,
 * section 5.7).
 */
@Command(
    name = "restorer",
    mixinStandardHelpOptions = true,
    description = "Trains a small SwinIR restorer.")
final class PretrainRestorerCommand implements Callable<Integer> {
  private static final double PERCEPTUAL_WEIGHT = 0.2;
  private static final int HEADS = 6;

  @Mixin private PretrainOptions options;

  @Option(
      names = "--width",
      defaultValue = "60",
      description = "embed_dim: width, divisible by 6. Default: ${DEFAULT-VALUE}.")
  private int width;

  @Option(
      names = "--perceptual",
      description = "Weights of a perceptual network. Default: only the L1 loss.")
  private @Nullable Path perceptual;

  @Option(
      names = "--depths",
      split = ",",
      defaultValue = "4,4",
      description = "depths: transformer layers of each block. Default: ${DEFAULT-VALUE}.")
  private List<Integer> depths;

  @Mixin private DegradationOption degradation;

  @Mixin private AdversarialOptions adversarial;

  @Override
  public Integer call() throws IOException {
    options.requireValid();
    adversarial.requireValid();
    OptionRange.requireMultiple("--width", width, HEADS);
    depths.forEach(depth -> OptionRange.requireAtLeast("--depths", depth, 1));
    DegradedPairs pairs = pairs();
    SwinIrConfig config = config();
    StateDict start =
        options.start(
            new SwinIrFile(config, StateDict.empty()), WeightInitializer.swinIr(options.seed));
    try (NDManager manager = TorchEngine.newManager();
        Prefetched<List<MicroBatch>> batches = new Prefetched<>(pairs::of);
        RestorerFineTuning training =
            new FineTunings(manager, settings())
                .of(
                    new SwinIr(config),
                    start,
                    distance(manager),
                    adversarial.opponent(options.seed),
                    batches::of)) {
      options.train(training);
      options.write(new SwinIrFile(config, training.best()));
    }
    return 0;
  }

  private SwinIrConfig config() {
    return new SwinIrConfig(
        3,
        options.size / 4,
        width,
        depths,
        Collections.nCopies(depths.size(), HEADS),
        8,
        2,
        4,
        1,
        SwinIrConfig.Upsampler.NEAREST_CONV,
        false,
        4,
        32,
        0);
  }

  private FineTuningConfig settings() {
    return new FineTuningConfig(
        options.steps,
        options.batch,
        options.batch,
        new LossWeights(1, perceptual == null ? 0 : PERCEPTUAL_WEIGHT, adversarial.weight()),
        options.learner(),
        adversarial.learner(options),
        options.seed,
        Compatibility.none());
  }

  private Optional<PerceptualDistance> distance(NDManager manager) throws IOException {
    if (perceptual == null) {
      return Optional.empty();
    }
    StateDict weights = Checkpoints.load(InputFile.require("--perceptual", perceptual));
    return Optional.of(new PerceptualDistance(manager, LpipsWeights.network(weights), weights));
  }

  private DegradedPairs pairs() {
    return new DegradedPairs(
        options.sampler(), degradation.of(options.size), 1, options.batch, options.seed);
  }
}
