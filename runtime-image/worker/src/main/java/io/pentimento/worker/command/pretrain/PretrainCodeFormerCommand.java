// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.pretrain;

import ai.djl.ndarray.NDManager;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.reader.Checkpoints;
import io.pentimento.core.degradation.ImageDegradation;
import io.pentimento.core.network.codeformer.CodeFormerConfig;
import io.pentimento.core.network.file.CodeFormerFile;
import io.pentimento.core.network.lpips.LpipsWeights;
import io.pentimento.core.network.vqgan.VqganConfig;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.finetune.PerceptualDistance;
import io.pentimento.training.optimizer.WeightInitializer;
import io.pentimento.worker.input.InputFile;
import io.pentimento.worker.input.OptionRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a small CodeFormer and its VQGAN (docs/method.md, section 4.5). */
@Command(
    name = "codeformer",
    mixinStandardHelpOptions = true,
    description = {
      "Trains a small CodeFormer restorer.",
      "Its stages: codebook (1/2 of the steps), code prediction (3/10) and fusion (1/5)."
    })
final class PretrainCodeFormerCommand implements Callable<Integer> {
  private static final int HEADS = 8;

  @Mixin private PretrainOptions options;

  @Option(
      names = "--channels",
      defaultValue = "32",
      description = "nf: base channels, a multiple of 32. Default: ${DEFAULT-VALUE}.")
  private int channels;

  @Option(
      names = "--multipliers",
      split = ",",
      defaultValue = "1,2,2,2",
      description =
          "ch_mult, one per level; every level but the last halves the image size."
              + " Default: ${DEFAULT-VALUE}.")
  private List<Integer> multipliers;

  @Option(
      names = "--codes",
      defaultValue = "128",
      description = "codebook_size: number of codes. Default: ${DEFAULT-VALUE}.")
  private int codes;

  @Option(
      names = "--code-width",
      defaultValue = "32",
      description = "emb_dim: width of a code. Default: ${DEFAULT-VALUE}.")
  private int codeWidth;

  @Option(
      names = "--width",
      defaultValue = "96",
      description = "dim_embd: transformer width, divisible by 8. Default: ${DEFAULT-VALUE}.")
  private int width;

  @Option(
      names = "--layers",
      defaultValue = "3",
      description = "n_layers: transformer layers. Default: ${DEFAULT-VALUE}.")
  private int layers;

  @Option(
      names = "--perceptual",
      description = "Weights of a perceptual network. Default: only L1 and codebook losses.")
  private @Nullable Path perceptual;

  @Mixin private DegradationOption degradation;

  @Override
  public Integer call() throws IOException {
    options.requireValid();
    OptionRange.requireAtLeast("--codes", codes, 1);
    OptionRange.requireAtLeast("--code-width", codeWidth, 1);
    OptionRange.requireAtLeast("--layers", layers, 1);
    OptionRange.requireMultiple("--width", width, HEADS);
    multipliers.forEach(each -> OptionRange.requireAtLeast("--multipliers", each, 1));
    ImageDegradation degraded = degradation.of(options.size);
    CodeFormerConfig config = config();
    StateDict start =
        options.start(
            new CodeFormerFile(config, StateDict.empty()),
            WeightInitializer.codeFormer(options.seed));
    try (NDManager manager = TorchEngine.newManager()) {
      CodeFormerStages stages =
          new CodeFormerStages(manager, config, options, degraded, distance(manager));
      StateDict trained = stages.fusion(stages.codes(stages.codebook(start)));
      options.write(new CodeFormerFile(config, trained));
    }
    return 0;
  }

  private CodeFormerConfig config() {
    int last = multipliers.size() - 1;
    VqganConfig vqgan = new VqganConfig(channels, multipliers, 1, Set.of(last), codeWidth, codes);
    if (last < 1 || options.size % vqgan.factor() != 0) {
      throw new IllegalArgumentException(
          "--size must be a multiple of %2$d for %3$d levels, and there must be at least two levels; it is %1$d"
              .formatted(options.size, vqgan.factor(), multipliers.size()));
    }
    // As in the published network: no fusion at the full size, if there is another one, and none at
    // the size of the codes.
    Set<Integer> connected =
        last == 1
            ? Set.of(0)
            : IntStream.range(1, last).boxed().collect(Collectors.toUnmodifiableSet());
    return new CodeFormerConfig(
        vqgan, options.size / vqgan.factor(), width, 2 * width, HEADS, layers, connected);
  }

  private Optional<PerceptualDistance> distance(NDManager manager) throws IOException {
    if (perceptual == null) {
      return Optional.empty();
    }
    StateDict weights = Checkpoints.load(InputFile.require("--perceptual", perceptual));
    return Optional.of(new PerceptualDistance(manager, LpipsWeights.network(weights), weights));
  }
}
