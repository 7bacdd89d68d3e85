// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.prior;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.training.data.ImageSampler;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.loop.Checkpoint;
import io.pentimento.training.optimizer.AdamWConfig;
import io.pentimento.training.optimizer.CosineSchedule;
import io.pentimento.training.optimizer.LearnerConfig;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PriorTrainingTest {
  private NDManager manager;

  @BeforeEach
  void open() {
    manager = TorchEngine.newManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void theLossDecreases() {
    try (PriorTraining training = training(1)) {
      double[] losses =
          IntStream.range(0, 60).mapToDouble(i -> training.advance().get("loss")).toArray();

      assertThat(mean(losses, 50, 60)).isLessThan(0.7 * mean(losses, 0, 10));
    }
  }

  @Test
  void aRestoredTrainingResumesToTheSameWeights() {
    Checkpoint middle;
    StateDict whole;
    try (PriorTraining training = training(1)) {
      training.advance();
      training.advance();
      middle = training.checkpoint();
      training.advance();
      whole = training.best();
    }
    try (PriorTraining resumed = training(1)) {
      resumed.restore(middle);
      resumed.advance();

      assertThat(resumed.step()).isEqualTo(3);
      for (String name : whole.names()) {
        assertThat(resumed.best().get(name).data()).as(name).isEqualTo(whole.get(name).data());
      }
    }
  }

  @Test
  void differentSeedsDrawDifferentBatches() {
    try (PriorTraining one = training(1);
        PriorTraining other = training(2)) {
      assertThat(one.advance().get("loss")).isNotEqualTo(other.advance().get("loss"));
    }
  }

  private static double mean(double[] values, int from, int to) {
    return IntStream.range(from, to).mapToDouble(i -> values[i]).average().orElseThrow();
  }

  private PriorTraining training(long seed) {
    return new PriorTraining(
        manager,
        TinyPrior.network(),
        TinyPrior.weights(),
        new ImageSampler(List.of(TinyPrior.image(1), TinyPrior.image(0.5f))),
        new LearnerConfig(
            AdamWConfig.defaults(),
            new CosineSchedule(2e-3, 2e-3, 100, 0),
            OptionalDouble.of(1),
            OptionalDouble.of(0.9)),
        4,
        seed);
  }
}
