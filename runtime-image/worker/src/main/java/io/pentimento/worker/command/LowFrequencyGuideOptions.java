// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command;

import io.pentimento.core.diffusion.PixelRange;
import io.pentimento.core.diffusion.method.IterativeRefinement;
import io.pentimento.core.diffusion.method.LoopPlan;
import io.pentimento.core.diffusion.method.StartState;
import io.pentimento.core.diffusion.sampler.Constraint;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.image.folder.ImageFolder;
import io.pentimento.core.image.resize.Resize;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.input.InputFolder;
import io.pentimento.worker.input.OptionRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for a low-frequency guide that constrains sampled images. */
final class LowFrequencyGuideOptions {
  @Option(
      names = "--like",
      paramLabel = "FOLDER",
      description =
          "Constrain the lowest frequencies of each image to those of the mean of a few random"
              + " images of this folder. Small priors learn shapes before colours; this gives"
              + " natural colours.")
  private @Nullable Path folder;

  @Option(
      names = "--low-pass",
      defaultValue = "16",
      description =
          "With --like: low-pass factor of the constraint; it must divide the image size."
              + " Default: ${DEFAULT-VALUE}.")
  private int lowPassFactor;

  @Option(
      names = "--mean-of",
      defaultValue = "4",
      description = "With --like: number of images in each mean. Default: ${DEFAULT-VALUE}.")
  private int meanOf;

  @Option(
      names = "--hold-until",
      defaultValue = "100",
      description =
          "With --like: timestep (of 1000) at which the constraint ends. Default:"
              + " ${DEFAULT-VALUE}.")
  private int holdUntil;

  /**
   * Checks the options before the prior is loaded.
   *
   * @throws IllegalArgumentException if one is out of range, or the folder does not exist
   */
  void requireValid() {
    OptionRange.requireAtLeast("--low-pass", lowPassFactor, 1);
    OptionRange.requireAtLeast("--mean-of", meanOf, 1);
    OptionRange.requireAtLeast("--hold-until", holdUntil, 0);
    if (folder != null) {
      InputFolder.require("--like", folder);
    }
  }

  LoopPlan plan(NoiseSchedule schedule, int size) {
    return folder == null
        ? new LoopPlan(
            StartState.pureNoise(),
            schedule.steps() - 1,
            0,
            Constraint.none(),
            LoopPlan.Outcome.STATE)
        : new IterativeRefinement(holdUntil, lowPassFactor).plan(schedule, size, size);
  }

  /**
   * The guides of the sampled images: (N, 3, size, size) in [−1, 1]; zeros without {@code --like}.
   *
   * @param keys one per image; a guide depends only on the seed, its key and the folder
   */
  Tensor guides(long seed, List<byte[]> keys, int size) {
    if (folder == null) {
      return Tensor.zeros(keys.size(), 3, size, size);
    }
    List<Path> files = ImageFolder.list(folder);
    List<Tensor> guides = new ArrayList<>();
    for (byte[] key : keys) {
      guides.add(mean(files, new CounterRandom(seed, key, 0), size));
    }
    return PixelRange.toPrior(Tensor.batch(guides));
  }

  private Tensor mean(List<Path> files, CounterRandom random, int size) {
    Tensor sum = Tensor.zeros(1, 3, size, size);
    for (int n = 0; n < meanOf; n++) {
      Tensor image = ImageFiles.read(files.get(random.nextInt(files.size())));
      Tensor fitted = Resize.cubic(image, size, size);
      for (int k = 0; k < sum.size(); k++) {
        sum.data()[k] += fitted.data()[k] / meanOf;
      }
    }
    return sum;
  }
}
