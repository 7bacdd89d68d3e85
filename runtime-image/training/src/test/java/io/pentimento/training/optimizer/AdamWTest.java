// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.djl.TorchEngine;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Compares with the definitions in double precision. */
class AdamWTest {
  private static final AdamWConfig CONFIG = new AdamWConfig(0.8, 0.9, 1e-3, 0.1);
  private static final double RATE = 0.05;
  private static final float[] A = {1, -2};
  private static final float[] B = {0.5f};

  private NDManager manager;
  private Parameters parameters;

  @BeforeEach
  void open() {
    manager = TorchEngine.newManager();
    Map<String, Tensor> weights = new LinkedHashMap<>();
    weights.put("a", Tensor.of(A.clone(), 2));
    weights.put("b", Tensor.of(B.clone(), 1));
    parameters = Parameters.trainable(manager, StateDict.of(weights));
  }

  @AfterEach
  void close() {
    manager.close();
  }

  /** For the loss w²: the gradient is 2w. */
  private void accumulateSquares() {
    for (NDArray weight : parameters.trainable().values()) {
      Gradients.accumulate(() -> weight.mul(weight).sum());
    }
  }

  @Test
  void threeStepsFollowTheDefinition() {
    Gradients gradients = new Gradients(manager, parameters);
    double[] expected = {A[0], A[1], B[0]};
    double[] m = new double[3];
    double[] v = new double[3];
    try (AdamW optimizer = new AdamW(manager, parameters, gradients, CONFIG)) {
      for (int t = 1; t <= 3; t++) {
        accumulateSquares();
        optimizer.step(RATE, 0.5);
        for (int i = 0; i < 3; i++) {
          double g = 0.5 * 2 * expected[i];
          m[i] = 0.8 * m[i] + 0.2 * g;
          v[i] = 0.9 * v[i] + 0.1 * g * g;
          double mHat = m[i] / (1 - Math.pow(0.8, t));
          double vHat = v[i] / (1 - Math.pow(0.9, t));
          expected[i] = expected[i] * (1 - RATE * 0.1) - RATE * mHat / (Math.sqrt(vHat) + 1e-3);
        }
      }
    }

    StateDict after = parameters.toStateDict();
    assertThat(after.get("a").data()[0]).isCloseTo((float) expected[0], within(1e-5f));
    assertThat(after.get("a").data()[1]).isCloseTo((float) expected[1], within(1e-5f));
    assertThat(after.get("b").data()[0]).isCloseTo((float) expected[2], within(1e-5f));
  }

  @Test
  void aStepClearsTheGradients() {
    Gradients gradients = new Gradients(manager, parameters);
    try (AdamW optimizer = new AdamW(manager, parameters, gradients, CONFIG)) {
      accumulateSquares();
      optimizer.step(RATE, 1);
    }

    assertThat(gradients.norm()).isZero();
  }

  @Test
  void theNormIncludesAllGradients() {
    accumulateSquares();

    assertThat(new Gradients(manager, parameters).norm())
        .isCloseTo(2 * Math.sqrt(1 + 4 + 0.25), within(1e-6));
  }

  @Test
  void theAverageFollowsTheWeights() {
    try (MovingAverage average = new MovingAverage(manager, parameters, 0.75, false)) {
      parameters.trainable().get("b").muli(3);
      average.update(1);
      average.update(2);

      double once = 0.75 * 0.5 + 0.25 * 1.5;
      assertThat((double) average.toStateDict().get("b").data()[0])
          .isCloseTo(0.75 * once + 0.25 * 1.5, within(1e-6));
    }
  }

  @Test
  void nonFiniteGradientsDoNotChangeTheWeights() {
    LearnerConfig config =
        new LearnerConfig(
            CONFIG, new CosineSchedule(1, 1, 10, 0), OptionalDouble.of(1), OptionalDouble.empty());
    try (Learner learner = new Learner(manager, parameters, config)) {
      NDArray a = parameters.trainable().get("a");
      Gradients.accumulate(() -> a.mul(a).sum().log().mul(manager.create(Float.NaN)));

      assertThatThrownBy(learner::apply)
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("gradients of step 0");
      assertThat(parameters.toStateDict().get("a").data()).containsExactly(A);
    }
  }
}
