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
import io.pentimento.worker.progress.ProgressDisplay;
import io.pentimento.worker.progress.ProgressMode;
import io.pentimento.worker.runtime.Interruption;
import io.pentimento.worker.runtime.StageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** Options that every pretraining has, and its loop. */
final class PretrainOptions {
  private static final int WARM_UP = 100;

  @Option(names = "--images", required = true, description = "Folder of clean images.")
  private Path images;

  @Option(names = "--out", required = true, description = "Receives the weights (.safetensors).")
  Path out;

  @Option(
      names = "--init",
      description =
          "Weights to start from (.safetensors or .pth), of the very network that the other options"
              + " describe; default: random ones. A checkpoint beside --out goes before it.")
  private Path init;

  @Option(names = "--size", defaultValue = "64", description = "Pixels per side.")
  int size;

  @Option(names = "--steps", required = true, description = "Steps in all, at most.")
  long steps;

  @Option(
      names = "--max-seconds",
      description =
          "Time for the training of this run, if that is less than all steps take. The learning rate"
              + " falls within it, and the weights are written at its end.")
  private Integer maxSeconds;

  @Option(names = "--float16", description = "Write the weights in float16: half the size.")
  private boolean float16;

  @Option(names = "--batch", defaultValue = "16", description = "Images per step.")
  int batch;

  @Option(names = "--learning-rate", defaultValue = "8e-4", description = "At its highest.")
  private double learningRate;

  @Option(names = "--ema", defaultValue = "0.999", description = "Decay of the moving average.")
  private double averageDecay;

  @Option(names = "--seed", defaultValue = "1", description = "Of weights, order and noise.")
  long seed;

  @Option(
      names = "--checkpoint-interval",
      defaultValue = "100",
      description = "Steps between checkpoints, from which an interrupted training goes on.")
  private long checkpointInterval;

  @Option(names = "--progress", defaultValue = "auto", description = "${COMPLETION-CANDIDATES}")
  private ProgressMode progress;

  private TimeBudget budget;

  /** All images, shrunk to the size by area averaging. */
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

  /** For a training of {@code steps}. */
  LearnerConfig learner(long steps) {
    return new LearnerConfig(
        AdamWConfig.defaults(),
        schedule(learningRate, steps),
        OptionalDouble.of(1),
        OptionalDouble.of(averageDecay));
  }

  /** From {@code highest} down, over the steps or the time budget. */
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

  /** Weights to start from: those of {@code --init}, else fresh ones. */
  StateDict start(NetworkFile network, WeightInitializer fresh) throws IOException {
    Optional<Path> file = init();
    return file.isPresent()
        ? given(file.get(), network)
        : fresh.initialize(network.expectedShapes());
  }

  /** What {@code --init} names, if it was said. */
  Optional<Path> init() {
    if (init != null && !Files.isRegularFile(init)) {
      throw new IllegalArgumentException("--init: there is no file " + init);
    }
    return Optional.ofNullable(init);
  }

  private static StateDict given(Path file, NetworkFile network) throws IOException {
    return NetworkFile.load(file, network.architecture(), network.hyperparameters()).weights();
  }

  /** Trains to the end, from the checkpoint beside the output if there is one. */
  void train(TrainingTask task) throws IOException {
    train(task, "training", steps, checkpoints());
  }

  /** As {@link #train(TrainingTask)}, one of several stages with checkpoints of its own. */
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
    return budget().map(TimeBudget::isSpent).orElse(false);
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

  /** The rate counts from the first step on, wherever the training was resumed. */
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
