// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.pretrain;

import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.image.folder.ImageFolder;
import io.pentimento.core.image.resize.Resize;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.data.ImageSampler;
import io.pentimento.training.loop.CheckpointFolder;
import io.pentimento.training.loop.TimeBudget;
import io.pentimento.training.loop.TrainingLoop;
import io.pentimento.training.loop.TrainingTask;
import io.pentimento.training.optimizer.AdamWConfig;
import io.pentimento.training.optimizer.CosineSchedule;
import io.pentimento.training.optimizer.LearnerConfig;
import io.pentimento.training.optimizer.LearningRateSchedule;
import io.pentimento.training.optimizer.TimedSchedule;
import io.pentimento.training.optimizer.WeightInitializer;
import io.pentimento.worker.input.InputFile;
import io.pentimento.worker.input.InputFolder;
import io.pentimento.worker.input.OptionRange;
import io.pentimento.worker.input.OutputPath;
import io.pentimento.worker.progress.ProgressDisplay;
import io.pentimento.worker.progress.ProgressMode;
import io.pentimento.worker.runtime.Interruption;
import io.pentimento.worker.runtime.StageFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of all pre-training commands, and their training loop. */
final class PretrainOptions {
  private static final int WARM_UP = 100;
  private static final int LARGEST_SIZE = 2048;

  @Option(names = "--images", required = true, description = "Folder of clean images.")
  private Path images;

  @Option(names = "--out", required = true, description = "Output file (.safetensors).")
  Path out;

  @Option(
      names = "--init",
      description =
          "Initial weights (.safetensors or .pth) of the same network as the other options"
              + " describe. Default: random weights. A checkpoint beside --out takes precedence.")
  private @Nullable Path init;

  @Option(
      names = "--size",
      defaultValue = "64",
      description = "Image size: pixels per side. Default: ${DEFAULT-VALUE}.")
  int size;

  @Option(names = "--steps", required = true, description = "Maximum number of steps.")
  long steps;

  @Option(
      names = "--max-seconds",
      description =
          "Maximum time of this run. If the steps need more time, the learning rate schedule ends"
              + " with this time, and the weights are written then.")
  private @Nullable Integer maxSeconds;

  @Option(names = "--float16", description = "Write the weights in float16, at half the file size.")
  private boolean float16;

  @Option(
      names = "--batch",
      defaultValue = "16",
      description = "Images per step. Default: ${DEFAULT-VALUE}.")
  int batch;

  @Option(
      names = "--learning-rate",
      defaultValue = "8e-4",
      description = "Maximum learning rate. Default: ${DEFAULT-VALUE}.")
  private double learningRate;

  @Option(
      names = "--ema",
      defaultValue = "0.999",
      description = "Decay of the moving average of the weights. Default: ${DEFAULT-VALUE}.")
  private double averageDecay;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of weights, order and noise. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--checkpoint-interval",
      defaultValue = "100",
      description =
          "Steps between checkpoints; an interrupted training resumes from the last one."
              + " Default: ${DEFAULT-VALUE}.")
  private long checkpointInterval;

  @Option(
      names = "--progress",
      defaultValue = "auto",
      description = "Progress display: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private ProgressMode progress;

  private @Nullable TimeBudget budget;

  /**
   * Checks all options before any work begins.
   *
   * @throws IllegalArgumentException if one is out of range, or a file cannot be read or written
   */
  void requireValid() {
    InputFolder.require("--images", images);
    OutputPath.requireFile("--out", out);
    init();
    OptionRange.requireWithin("--size", size, 1, LARGEST_SIZE);
    OptionRange.requireAtLeast("--steps", steps, 1);
    OptionRange.requireAtLeast("--batch", batch, 1);
    OptionRange.requireAtLeast("--checkpoint-interval", checkpointInterval, 1);
    OptionRange.requireNotNegative("--learning-rate", learningRate);
    OptionRange.requireShare("--ema", averageDecay);
  }

  /** All images, downsampled to the size by area averaging. */
  ImageSampler sampler() {
    List<Tensor> resized =
        ImageFolder.list(images).parallelStream()
            .map(file -> Resize.area(ImageFiles.read(file), size, size))
            .toList();
    return new ImageSampler(resized);
  }

  LearnerConfig learner() {
    return learner(steps);
  }

  /** The optimiser settings for a training of {@code steps}. */
  LearnerConfig learner(long steps) {
    return new LearnerConfig(
        AdamWConfig.defaults(),
        schedule(learningRate, steps),
        OptionalDouble.of(1),
        OptionalDouble.of(averageDecay));
  }

  /** The learning rate: decreases from {@code highest} over the steps or the time budget. */
  LearningRateSchedule schedule(double highest, long steps) {
    CosineSchedule cosine = new CosineSchedule(highest, highest / 20, steps, WARM_UP);
    return budget().isPresent() ? new TimedSchedule(cosine, budget().get()::share) : cosine;
  }

  private Optional<TimeBudget> budget() {
    if (budget == null && maxSeconds != null) {
      if (maxSeconds < 1) {
        throw new IllegalArgumentException("--max-seconds must be at least 1, not " + maxSeconds);
      }
      budget = new TimeBudget(Clock.systemUTC(), Duration.ofSeconds(maxSeconds));
    }
    return Optional.ofNullable(budget);
  }

  /** The initial weights: those of {@code --init}, otherwise new random ones. */
  StateDict start(NetworkFile network, WeightInitializer fresh) throws IOException {
    Optional<Path> file = init();
    return file.isPresent()
        ? given(file.get(), network)
        : fresh.initialize(network.expectedShapes());
  }

  /** The weights that {@code --init} names, if it is given. */
  Optional<Path> init() {
    return Optional.ofNullable(init).map(file -> InputFile.require("--init", file));
  }

  private static StateDict given(Path file, NetworkFile network) throws IOException {
    return NetworkFile.load(file, network.architecture(), network.hyperparameters()).weights();
  }

  /** Trains to the end, starting from the checkpoint beside the output if there is one. */
  void train(TrainingTask task) throws IOException {
    train(task, "training", steps, checkpoints());
  }

  /** As {@link #train(TrainingTask)}, for one of several stages with separate checkpoints. */
  void train(TrainingTask task, String stage, long steps) throws IOException {
    train(task, stage, steps, checkpoints().resolve(stage));
  }

  private Path checkpoints() {
    return out.resolveSibling(out.getFileName() + ".checkpoint");
  }

  private void train(TrainingTask task, String label, long steps, Path checkpoints)
      throws IOException {
    ProgressDisplay display = ProgressDisplay.of(label, steps, progress);
    try (Interruption interruption = Interruption.onSignal()) {
      new TrainingLoop(new CheckpointFolder(checkpoints), steps, checkpointInterval)
          .run(task, shownOn(display), () -> interruption.requested() || isTimeOver());
      if (interruption.requested()) {
        throw StageFailure.interrupted();
      }
    }
  }

  private boolean isTimeOver() {
    return budget().map(TimeBudget::isExhausted).orElse(false);
  }

  /** Writes a trained network to {@code --out}. */
  void write(NetworkFile network) throws IOException {
    write(network.weights(), network.metadata());
  }

  /** Writes trained weights to {@code --out}. */
  void write(StateDict weights, Map<String, String> metadata) throws IOException {
    if (float16) {
      Safetensors.writeHalf(out, weights, metadata);
    } else {
      Safetensors.write(out, weights, metadata);
    }
  }

  /** The rate is counted from the first step, also after a resume. */
  private static TrainingLoop.Listener shownOn(ProgressDisplay display) {
    boolean[] begun = {false};
    return (step, of, losses) -> {
      if (!begun[0]) {
        begun[0] = true;
        display.begin(step);
      }
      display.update(step, losses);
    };
  }
}
