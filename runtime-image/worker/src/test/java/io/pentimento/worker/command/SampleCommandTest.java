// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.contract.FailureClass;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.network.file.UNetFile;
import io.pentimento.core.network.unet.UNetConfig;
import io.pentimento.training.optimizer.WeightInitializer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleCommandTest {
  private static final int SIZE = 16;
  private static final UNetConfig SMALL =
      UNetConfig.small(SIZE, 32, List.of(1.0, 1.0), List.of(1, 1)).withAttention(Set.of(8), 32);

  @TempDir Path folder;
  private Path prior;

  @BeforeEach
  void writePrior() throws IOException {
    prior = folder.resolve("prior.safetensors");
    UNetFile shape = new UNetFile(SMALL, null);
    new UNetFile(SMALL, WeightInitializer.plain(1).initialize(shape.expectedShapes())).write(prior);
  }

  @Test
  void samplesHaveTheColoursOfTheGuideFolder() throws IOException {
    Path orange = TestImages.colour(folder.resolve("orange"), SIZE, 0.9f, 0.6f, 0.2f);

    draw("like", 2, "--like", orange, "--low-pass", 8, "--hold-until", 0);

    double[] means = TestImages.means(folder.resolve("like/00001.png"));
    assertThat(means).containsExactly(new double[] {0.9, 0.6, 0.2}, within(0.1));
  }

  @Test
  void aSampleDependsOnItsNumberAndNotOnItsBatch() throws IOException {
    Path images = TestImages.noise(folder.resolve("images"), 5, SIZE);
    Object[] like = {"--like", images, "--low-pass", 4};

    draw("together", 3, like);
    draw("alone", 3, "--like", images, "--low-pass", 4, "--batch", 1);

    for (String name : List.of("00000.png", "00001.png", "00002.png")) {
      assertThat(pixels("together", name))
          .containsExactly(pixels("alone", name), within(1.5f / 255));
    }
    assertThat(pixels("alone", "00000.png")).isNotEqualTo(pixels("alone", "00001.png"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DDPM", "DDIM", "DPMSolver"})
  void allSamplersDrawImages(String sampler) {
    draw("drawn", 1, "--sampler", sampler);

    assertThat(folder.resolve("drawn/00000.png")).isRegularFile();
  }

  @Test
  void aFactorThatDoesNotDivideTheImageIsRejected() throws IOException {
    Path images = TestImages.noise(folder.resolve("images"), 1, SIZE);

    CommandRun run = sample("out", 1, "--like", images, "--low-pass", 5);

    assertThat(run.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(run.err()).contains("5 does not divide 16x16");
  }

  private void draw(String name, int count, Object... more) {
    CommandRun run = sample(name, count, more);
    assertThat(run.code()).as(run.err()).isZero();
  }

  private CommandRun sample(String name, int count, Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("sample", "--prior", prior, "--steps", 5, "--count", count));
    words.addAll(List.of(more));
    words.add(folder.resolve(name));
    return CommandRun.of(words.toArray());
  }

  private float[] pixels(String drawing, String name) {
    return ImageFiles.read(folder.resolve(drawing).resolve(name)).data();
  }
}
