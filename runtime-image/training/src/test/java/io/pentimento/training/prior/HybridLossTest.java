// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.djl.ArrayTransfer;
import io.pentimento.training.djl.DjlOps;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.optimizer.Gradients;
import io.pentimento.training.optimizer.Parameters;
import io.pentimento.training.prior.HybridLoss.Tables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a prior of constant output, for which loss and gradients have closed forms. */
class HybridLossTest {
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.linear();
  private static final float[] OUTPUT = {0.3f, -0.2f, 0.1f, 0.5f, -0.5f, 0};
  private static final int[] STEPS = {0, 700};

  private NDManager manager;
  private Tensor images;
  private Tensor noise;

  @BeforeEach
  void open() {
    manager = TorchEngine.newManager();
    images = Tensor.zeros(2, 3, TinyPrior.SIZE, TinyPrior.SIZE);
    noise = Tensor.zeros(images.shape());
    for (int i = 0; i < images.size(); i++) {
      images.data()[i] = (float) Math.sin(i);
      noise.data()[i] = (float) Math.cos(0.7 * i);
    }
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void theLossIsTheSquaredErrorPlusTheBound() {
    assertThat(loss(OUTPUT)).isCloseTo(squaredError(OUTPUT) + bound(OUTPUT), within(1e-3));
  }

  @Test
  void theNoiseHasGradientsOnlyFromTheSquaredError() {
    float[] gradient = gradient();

    for (int c = 0; c < 3; c++) {
      double sum = 0;
      for (int i = 0; i < noise.size(); i++) {
        sum += channel(i) == c ? OUTPUT[c] - noise.data()[i] : 0;
      }
      assertThat((double) gradient[c]).isCloseTo(2 * sum / noise.size(), within(1e-4));
    }
  }

  @Test
  void theVarianceHasGradientsFromTheBound() {
    float[] gradient = gradient();

    for (int c = 3; c < 6; c++) {
      double step = 1e-2;
      double expected = (loss(moved(c, step)) - loss(moved(c, -step))) / (2 * step);
      assertThat((double) gradient[c])
          .as("channel %s", c)
          .isCloseTo(expected, within(0.01 + 0.02 * Math.abs(expected)));
    }
  }

  private static float[] moved(int channel, double by) {
    float[] output = OUTPUT.clone();
    output[channel] += (float) by;
    return output;
  }

  private double loss(float[] output) {
    try (Parameters weights = Parameters.frozen(manager, TinyPrior.constant(output))) {
      return of(weights).getFloat();
    }
  }

  private float[] gradient() {
    try (Parameters weights = Parameters.trainable(manager, TinyPrior.constant(OUTPUT))) {
      Gradients.accumulate(() -> of(weights));
      return weights.trainable().get("out.2.bias").getGradient().toFloatArray();
    }
  }

  private NDArray of(Parameters weights) {
    return new HybridLoss(SCHEDULE, TinyPrior.network())
        .of(
            new DjlOps(manager, weights),
            manager,
            ArrayTransfer.toDevice(manager, images),
            ArrayTransfer.toDevice(manager, noise),
            STEPS);
  }

  private double squaredError(float[] output) {
    double sum = 0;
    for (int i = 0; i < noise.size(); i++) {
      sum += Math.pow(noise.data()[i] - output[channel(i)], 2);
    }
    return sum / noise.size();
  }

  private double bound(float[] output) {
    Tensor predicted = Tensor.zeros(images.shape());
    Tensor v = Tensor.zeros(images.shape());
    Tensor noisy = Tensor.zeros(images.shape());
    for (int i = 0; i < images.size(); i++) {
      int t = STEPS[2 * i / images.size()];
      predicted.data()[i] = output[channel(i)];
      v.data()[i] = output[3 + channel(i)];
      noisy.data()[i] =
          (float) (SCHEDULE.signal(t) * images.data()[i] + SCHEDULE.noise(t) * noise.data()[i]);
    }
    return new VariationalBound(SCHEDULE, new DjlOps(manager, null), new Tables(manager, STEPS))
        .bitsPerDimension(device(images), device(noisy), device(predicted), device(v))
        .getFloat();
  }

  private NDArray device(Tensor tensor) {
    return ArrayTransfer.toDevice(manager, tensor);
  }

  private static int channel(int i) {
    return i / (TinyPrior.SIZE * TinyPrior.SIZE) % 3;
  }
}
