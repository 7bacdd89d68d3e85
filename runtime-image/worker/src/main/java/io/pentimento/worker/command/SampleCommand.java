// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command;

import io.pentimento.api.v1alpha1.pseudotarget.SamplerType;
import io.pentimento.api.v1alpha1.pseudotarget.StepSpacing;
import io.pentimento.core.diffusion.LoopListener;
import io.pentimento.core.diffusion.PixelRange;
import io.pentimento.core.diffusion.PseudoTargetLoop;
import io.pentimento.core.diffusion.noise.NoiseAhead;
import io.pentimento.core.diffusion.noise.PerImageNoise;
import io.pentimento.core.diffusion.sampler.DdimSampler;
import io.pentimento.core.diffusion.sampler.DdpmSampler;
import io.pentimento.core.diffusion.sampler.DpmSolver;
import io.pentimento.core.diffusion.sampler.ReverseSampler;
import io.pentimento.core.diffusion.schedule.LogSnrSpacing;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.Respacing;
import io.pentimento.core.diffusion.schedule.TimestepRange;
import io.pentimento.core.graph.GraphSession;
import io.pentimento.core.network.file.Architecture;
import io.pentimento.core.network.file.UNetFile;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.inference.Inference;
import io.pentimento.training.inference.NumberFormat;
import io.pentimento.worker.command.options.CheckpointOptions;
import io.pentimento.worker.input.OptionRange;
import io.pentimento.worker.input.OutputPath;
import io.pentimento.worker.progress.ProgressDisplay;
import io.pentimento.worker.progress.ProgressMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws images from a prior. */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    description =
        "Draws images from a diffusion prior. Image i depends only on the seed, i and the folder of"
            + " --like.")
public final class SampleCommand implements Callable<Integer> {
  @Option(names = "--prior", required = true, description = "A .pth or .safetensors file.")
  private Path prior;

  @Mixin private CheckpointOptions options = new CheckpointOptions();

  @Option(
      names = "--count",
      defaultValue = "16",
      description = "Number of images. Default: ${DEFAULT-VALUE}.")
  private int count;

  @Option(
      names = "--batch",
      defaultValue = "8",
      description = "Images per network call. Default: ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--seed",
      defaultValue = "0",
      description = "Seed of the random numbers. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--sampler",
      defaultValue = "DDIM",
      description = "Sampler: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private SamplerType sampler;

  @Option(
      names = "--steps",
      defaultValue = "50",
      description = "Number of sampling steps. Default: ${DEFAULT-VALUE}.")
  private int steps;

  @Mixin private LowFrequencyGuideOptions like = new LowFrequencyGuideOptions();

  @Option(
      names = "--threads",
      defaultValue = "0",
      description = "Number of threads; 0 for all cores. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--progress",
      defaultValue = "auto",
      description = "Progress display: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private ProgressMode progress;

  @Parameters(
      paramLabel = "OUT",
      description = "Output folder; files are named 00000.png, 00001.png, …")
  private Path out;

  @Override
  public Integer call() throws IOException {
    requireValid();
    UNetFile network = (UNetFile) options.load(prior, Architecture.GUIDED_DIFFUSION_UNET);
    network.requireRgb();
    int size = network.config().imageSize();
    ProgressDisplay display = ProgressDisplay.of("sampling", (long) count * steps, progress);
    try (GraphSession session =
        Inference.ofThisProcess(threads).open(network.graph(size, size), NumberFormat.FLOAT32)) {
      for (int from = 0; from < count; from += batch) {
        draw(session, size, from, Math.min(count, from + batch), display);
      }
    }
    return 0;
  }

  private void requireValid() {
    OptionRange.requireAtLeast("--count", count, 1);
    OptionRange.requireAtLeast("--batch", batch, 1);
    OptionRange.requireWithin("--steps", steps, 1, NoiseSchedule.linear().steps());
    OptionRange.requireAtLeast("--threads", threads, 0);
    like.requireValid();
    OutputPath.requireFolder("OUT", out);
  }

  private void draw(GraphSession session, int size, int from, int to, ProgressDisplay display)
      throws IOException {
    int n = to - from;
    List<byte[]> keys = IntStream.range(from, to).mapToObj(SampleCommand::key).toList();
    NoiseSchedule schedule = schedule();
    PseudoTargetLoop loop =
        new PseudoTargetLoop(schedule, discretisation(), (x, t) -> session.run(x, floats(t)));
    Tensor drawn =
        loop.run(
            like.plan(schedule, size),
            like.guides(seed, keys, size),
            NoiseAhead.on(TorchEngine.deviceOfThisProcess(), PerImageNoise.of(seed, keys)),
            new LoopListener() {
              @Override
              public void stepDone(int done, int total) {
                display.update((long) from * total + (long) n * done);
              }
            });
    Tensor images = PixelRange.toImage(drawn);
    for (int i = 0; i < n; i++) {
      ImagePaths.write(out.resolve("%05d.png".formatted(from + i)), images.item(i));
    }
  }

  private NoiseSchedule schedule() {
    NoiseSchedule full = NoiseSchedule.linear();
    return sampler.defaultSpacing() == StepSpacing.LOG_SNR
        ? new LogSnrSpacing(steps).of(full, TimestepRange.whole(full))
        : full.respaced(Respacing.even(steps));
  }

  private ReverseSampler discretisation() {
    return switch (sampler) {
      case DDPM -> new DdpmSampler();
      case DDIM -> new DdimSampler(sampler.defaultEta());
      case DPM_SOLVER -> new DpmSolver(sampler.defaultEta());
    };
  }

  private static byte[] key(int image) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(image).array();
  }

  private static Tensor floats(long[] timesteps) {
    Tensor t = Tensor.zeros(timesteps.length);
    for (int i = 0; i < timesteps.length; i++) {
      t.data()[i] = timesteps[i];
    }
    return t;
  }
}
