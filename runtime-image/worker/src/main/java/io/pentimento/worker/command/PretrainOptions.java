package io.pentimento.worker.command;

import io.pentimento.core.image.ImageFiles;
import io.pentimento.core.image.ImageFolder;
import io.pentimento.core.image.Resize;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.data.ImageSampler;
import io.pentimento.training.loop.CheckpointFolder;
import io.pentimento.training.loop.TrainingLoop;
import io.pentimento.training.loop.TrainingTask;
import io.pentimento.training.optimizer.AdamWConfig;
import io.pentimento.training.optimizer.CosineSchedule;
import io.pentimento.training.optimizer.LearnerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** What every pretraining needs to know, and its loop. */
final class PretrainOptions {
  private static final int WARM_UP = 100;
  private static final int REPORT_INTERVAL = 25;

  @Option(names = "--images", required = true, description = "Folder of clean images.")
  private Path images;

  @Option(names = "--out", required = true, description = "Receives the weights (.safetensors).")
  Path out;

  @Option(names = "--size", defaultValue = "64", description = "Pixels per side.")
  int size;

  @Option(names = "--steps", required = true, description = "Steps in all.")
  long steps;

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

  /** All images, shrunk to the size by area averaging. */
  ImageSampler sampler() {
    List<Tensor> resized =
        ImageFolder.list(images).stream()
            .map(file -> Resize.area(ImageFiles.read(file), size, size))
            .toList();
    return new ImageSampler(resized);
  }

  LearnerConfig learner() {
    return new LearnerConfig(
        AdamWConfig.defaults(),
        new CosineSchedule(learningRate, learningRate / 20, steps, WARM_UP),
        OptionalDouble.of(1),
        OptionalDouble.of(averageDecay));
  }

  /** Trains to the end, from the checkpoint beside the output if there is one. */
  void train(TrainingTask task) throws IOException {
    Path checkpoints = out.resolveSibling(out.getFileName() + ".checkpoint");
    long started = System.nanoTime();
    long[] first = {-1};
    new TrainingLoop(new CheckpointFolder(checkpoints), steps, checkpointInterval)
        .run(
            task,
            (step, of, losses) -> {
              first[0] = first[0] < 0 ? step - 1 : first[0];
              if (step % REPORT_INTERVAL == 0 || step == of) {
                report(step, of, losses, (System.nanoTime() - started) / 1e9 / (step - first[0]));
              }
            },
            () -> false);
  }

  private static void report(long step, long of, Map<String, Double> losses, double perStep) {
    System.out.printf(
        "%d/%d %3d %%  %s  %.2f s/step  %.0f min left%n",
        step, of, 100 * step / of, losses, perStep, (of - step) * perStep / 60);
  }
}
