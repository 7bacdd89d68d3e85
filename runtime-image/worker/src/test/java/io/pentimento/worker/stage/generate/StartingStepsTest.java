// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.pseudotarget.AdaptiveStart;
import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The starting timestep of an image follows how much the restorer changes it. */
class StartingStepsTest {
  private static final StartingSteps STEPS = new StartingSteps(new AdaptiveStart(100, 14.0), 450);

  private static Tensor grey(double... levels) {
    Tensor images = Tensor.zeros(levels.length, 3, 2, 2);
    for (int i = 0; i < levels.length; i++) {
      Arrays.fill(images.data(), i * 12, (i + 1) * 12, (float) (levels[i] / 255));
    }
    return images;
  }

  @ParameterizedTest
  @CsvSource({"0, 100", "14, 450", "7.1, 300", "6.9, 250", "100, 450", "0.9, 100", "1.1, 150"})
  void aChangeIsMappedToOneOfEightTimesteps(double change, int timestep) {
    assertThat(STEPS.of(change)).isEqualTo(timestep);
  }

  @Test
  void moreChangeNeverGivesLessNoise() {
    int[] timesteps =
        DoubleStream.iterate(0, c -> c < 20, c -> c + 0.1).mapToInt(STEPS::of).toArray();

    assertThat(timesteps).isSorted();
    assertThat(Arrays.stream(timesteps).distinct()).hasSize(8);
  }

  @Test
  void imagesOfABatchAreGroupedByTheirTimestep() {
    Tensor degraded = grey(100, 100, 100);
    Tensor restored = grey(100, 114, 100);

    assertThat(STEPS.groups(degraded, restored))
        .containsOnlyKeys(100, 450)
        .containsEntry(100, List.of(0, 2))
        .containsEntry(450, List.of(1));
  }

  /** The same image gets the same timestep in every batch. */
  @Test
  void theTimestepDependsOnlyOnTheImage() {
    assertThat(STEPS.groups(grey(50), grey(57)).keySet())
        .isEqualTo(STEPS.groups(grey(200), grey(193)).keySet());
  }
}
