// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pentimento.core.random.CounterNoise;
import io.pentimento.core.random.Purpose;
import io.pentimento.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseTest {
  private static final byte[] ONE = {1};
  private static final byte[] OTHER = {2};

  @Test
  void everyImageHasTheNoiseOfItsDigest() {
    Tensor batch =
        PerImageNoise.of(5, List.of(ONE, OTHER)).normal(3, Purpose.REVERSE_STEP, 2, 3, 2, 2);

    assertThat(batch.shape()).containsExactly(2, 3, 2, 2);
    assertThat(batch.item(0).data())
        .containsExactly(CounterNoise.of(5, ONE).normal(3, Purpose.REVERSE_STEP, 12));
    assertThat(batch.item(1).data())
        .containsExactly(CounterNoise.of(5, OTHER).normal(3, Purpose.REVERSE_STEP, 12));
  }

  @Test
  void seedStepAndPurposeChangeTheNoise() {
    List<float[]> noises = new ArrayList<>();
    noises.add(noise(1, 3, Purpose.START));
    noises.add(noise(2, 3, Purpose.START));
    noises.add(noise(1, 4, Purpose.START));
    noises.add(noise(1, 3, Purpose.REVERSE_STEP));
    noises.add(noise(1, 3, Purpose.CONSTRAINT));

    assertThat(noises).doesNotHaveDuplicates();
    assertThat(noise(1, 3, Purpose.START)).containsExactly(noises.get(0));
  }

  @Test
  void theListOfImagesIsCopied() {
    List<CounterNoise> images = new ArrayList<>(List.of(CounterNoise.of(1, ONE)));
    PerImageNoise noise = new PerImageNoise(images);
    images.clear();

    assertThat(noise.images()).hasSize(1);
  }

  @Test
  void aBatchOfAnotherSizeIsRejected() {
    PerImageNoise noise = PerImageNoise.of(1, List.of(ONE));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> noise.normal(0, Purpose.START, 2, 3, 4, 4))
        .withMessage("the batch has 2 images, but there is noise for 1");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, (1 << 15) - 1, 1 << 15, (1 << 15) + 1, 100_000})
  void chunksCoverEveryElementOnce(int total) {
    AtomicIntegerArray visits = new AtomicIntegerArray(Math.max(1, total));

    Chunks.forEach(
        total,
        (from, to) -> {
          assertThat(from).isLessThan(to);
          for (int k = from; k < to; k++) {
            visits.incrementAndGet(k);
          }
        });

    for (int k = 0; k < total; k++) {
      assertThat(visits.get(k)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "300, 1000", "5, 100000", "70000, 1", "32768, 2"})
  void chunksCoverEveryLineOnce(int lines, int length) {
    AtomicIntegerArray visits = new AtomicIntegerArray(lines);

    Chunks.forEachLine(
        lines,
        length,
        (from, to) -> {
          for (int line = from; line < to; line++) {
            visits.incrementAndGet(line);
          }
        });

    for (int line = 0; line < lines; line++) {
      assertThat(visits.get(line)).isEqualTo(1);
    }
  }

  @Test
  void aSampleThatIsNotFiniteNamesItsTimestep() {
    assertThat(NotFiniteException.at(42))
        .hasMessage(
            "the diffusion network's output at timestep 42 is not finite; check its weights");
  }

  private static float[] noise(long seed, int step, Purpose purpose) {
    return PerImageNoise.of(seed, List.of(ONE)).normal(step, purpose, 1, 8).data();
  }
}
