// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.pretrain;

import io.pentimento.core.degradation.Degradations;
import io.pentimento.core.degradation.ImageDegradation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The degradation from which a restorer learns in pre-training. */
final class DegradationOption {
  @Option(
      names = "--degradation",
      paramLabel = "PRESET",
      description =
          "Degradation of the clean images: gfpgan, difface, codeformer-large, codeformer-small,"
              + " camera-moderate or camera-severe, scaled to --size. The strongest one reduces by"
              + " the highest factor; a restorer learns to invent missing detail only from such"
              + " images. Default: mild blur and noise, reduced by at most three.")
  private @Nullable String preset;

  /**
   * @param size of the images in pixels
   * @throws IllegalArgumentException if the preset does not exist
   */
  ImageDegradation of(int size) {
    return preset == null ? SmallDegradation.classic() : named(preset).scaledTo(size);
  }

  private static ImageDegradation named(String preset) {
    try {
      return Degradations.named(preset);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--degradation: " + e.getMessage(), e);
    }
  }
}
