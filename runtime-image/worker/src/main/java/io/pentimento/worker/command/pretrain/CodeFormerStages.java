// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.pretrain;

import ai.djl.ndarray.NDManager;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.degradation.ImageDegradation;
import io.pentimento.core.network.codeformer.CodeFormer;
import io.pentimento.core.network.codeformer.CodeFormerConfig;
import io.pentimento.training.data.ImageSampler;
import io.pentimento.training.finetune.PerceptualDistance;
import io.pentimento.training.finetune.codeformer.CodeEncoder;
import io.pentimento.training.finetune.codeformer.CodeFormerFineTuning;
import io.pentimento.training.finetune.codeformer.CodeLossWeights;
import io.pentimento.training.finetune.codeformer.CodeTuningConfig;
import io.pentimento.training.pretrain.DegradedCodes;
import io.pentimento.training.pretrain.DegradedPairs;
import io.pentimento.training.pretrain.FusionTraining;
import io.pentimento.training.pretrain.VqganTraining;
import java.io.IOException;
import java.util.Optional;

/**
 * The three stages of CodeFormer pre-training. Each takes and returns all weights. A stage that has
 * finished is read from its last checkpoint.
 */
final class CodeFormerStages {
  private final NDManager manager;
  private final CodeFormer network;
  private final PretrainOptions options;
  private final ImageDegradation degradation;
  private final Optional<PerceptualDistance> perceptual;
  private final ImageSampler images;

  CodeFormerStages(
      NDManager manager,
      CodeFormerConfig config,
      PretrainOptions options,
      ImageDegradation degradation,
      Optional<PerceptualDistance> perceptual) {
    this.manager = manager;
    this.network = new CodeFormer(config);
    this.options = options;
    this.degradation = degradation;
    this.perceptual = perceptual;
    this.images = options.sampler();
  }

  private long codebookSteps() {
    return options.steps / 2;
  }

  private long fusionSteps() {
    return options.steps / 5;
  }

  private long codeSteps() {
    return options.steps - codebookSteps() - fusionSteps();
  }

  /** Trains codebook, encoder and generator on clean images. */
  StateDict codebook(StateDict start) throws IOException {
    long steps = codebookSteps();
    // The first steps must not move a codebook that --init provides.
    long revived = options.init().isPresent() ? 0 : steps * 3 / 5;
    try (VqganTraining training =
        new VqganTraining(
            manager,
            network,
            start,
            images,
            perceptual,
            options.learner(steps),
            options.batch,
            revived,
            options.seed)) {
      options.train(training, "codebook", steps);
      return training.best();
    }
  }

  /**
   * Trains an encoder of degraded images and the transformer that predicts the codes of the clean
   * ones.
   */
  StateDict codes(StateDict start) throws IOException {
    long steps = codeSteps();
    CodeTuningConfig config =
        new CodeTuningConfig(
            options.batch,
            options.batch,
            CodeLossWeights.paper(),
            options.learner(steps),
            options.seed);
    try (CodeEncoder encoder = new CodeEncoder(manager, network.vqgan(), start);
        CodeFormerFineTuning training =
            new CodeFormerFineTuning(
                manager, network, start, config, new DegradedCodes(pairs(1), encoder))) {
      options.train(training, "codes", steps);
      return training.best();
    }
  }

  /** Trains the fusion, which passes details of the degraded image to the generator. */
  StateDict fusion(StateDict start) throws IOException {
    long steps = fusionSteps();
    try (FusionTraining training =
        new FusionTraining(manager, network, start, pairs(2), perceptual, options.learner(steps))) {
      options.train(training, "fusion", steps);
      return training.best();
    }
  }

  private DegradedPairs pairs(int stage) {
    return new DegradedPairs(images, degradation, 1, options.batch, options.seed + stage);
  }
}
