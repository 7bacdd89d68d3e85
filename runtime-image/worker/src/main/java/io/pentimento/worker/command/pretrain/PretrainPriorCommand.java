// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.pretrain;

import ai.djl.ndarray.NDManager;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.network.file.UNetFile;
import io.pentimento.core.network.unet.UNet;
import io.pentimento.core.network.unet.UNetConfig;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.optimizer.WeightInitializer;
import io.pentimento.training.prior.PriorTraining;
import io.pentimento.worker.input.OptionRange;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Trains a diffusion prior of the published architecture at another size (docs/method.md, section
 * 1.8).
 */
@Command(name = "prior", mixinStandardHelpOptions = true, description = "Trains a diffusion prior.")
final class PretrainPriorCommand implements Callable<Integer> {
  /** Groups of every norm. */
  private static final int GROUPS = 32;

  @Mixin private PretrainOptions options;

  @Option(
      names = "--channels",
      defaultValue = "32",
      description = "model_channels: base channels. Default: ${DEFAULT-VALUE}.")
  private int channels;

  @Option(
      names = "--multipliers",
      split = ",",
      defaultValue = "1,2,3,4",
      description = "channel_mult, one per level. Default: ${DEFAULT-VALUE}.")
  private List<Double> multipliers;

  @Option(
      names = "--blocks",
      split = ",",
      description = "num_res_blocks, one per level. Default: 1 each.")
  private @Nullable List<Integer> blocks;

  @Option(
      names = "--attention",
      split = ",",
      defaultValue = "16,8",
      description =
          "attention_resolutions: feature sizes with attention, in pixels."
              + " Default: ${DEFAULT-VALUE}.")
  private Set<Integer> attention;

  @Override
  public Integer call() throws IOException {
    options.requireValid();
    multipliers.forEach(
        each -> OptionRange.requireMultiple("--channels × --multipliers", channels * each, GROUPS));
    blocks().forEach(each -> OptionRange.requireAtLeast("--blocks", each, 1));
    OptionRange.requireMultiple("--size", options.size, 1 << (multipliers.size() - 1));
    UNetConfig config =
        UNetConfig.small(options.size, channels, multipliers, blocks())
            .withAttention(attention, 32);
    StateDict start =
        options.start(
            new UNetFile(config, StateDict.empty()), WeightInitializer.uNet(options.seed));
    try (NDManager manager = TorchEngine.newManager();
        PriorTraining training =
            new PriorTraining(
                manager,
                new UNet(config),
                start,
                options.sampler(),
                options.learner(),
                options.batch,
                options.seed)) {
      options.train(training);
      options.write(new UNetFile(config, training.best()));
    }
    return 0;
  }

  private List<Integer> blocks() {
    return blocks == null ? Collections.nCopies(multipliers.size(), 1) : blocks;
  }
}
