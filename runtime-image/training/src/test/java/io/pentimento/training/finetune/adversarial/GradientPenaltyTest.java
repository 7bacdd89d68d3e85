// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.pentimento.core.network.discriminator.UNetDiscriminator;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.djl.ArrayTransfer;
import io.pentimento.training.djl.DjlOps;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.finetune.FineTunings.Opponent;
import io.pentimento.training.optimizer.Gradients;
import io.pentimento.training.optimizer.Parameters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GradientPenaltyTest {
  private static final int SIZE = 8;
  private static final double WEIGHT = 3;

  private NDManager manager;
  private DjlOps ops;

  @BeforeEach
  void open() {
    manager = TorchEngine.newManager();
    ops = new DjlOps(manager, null);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void forALinearDiscriminatorItIsHalfTheSquaredNormOfItsWeights() {
    NDArray w = manager.create(new float[] {0.5f, -1, 2}, new Shape(1, 3, 1, 1)).duplicate();
    w.setRequiresGradient(true);
    NDArray images = manager.zeros(new Shape(16, 3, 64, 64));
    GradientPenalty penalty = new GradientPenalty(ops, WEIGHT, 1);

    float value =
        Gradients.accumulate(
            () -> penalty.penalized(logits(penalty.probed(images, 0), w), this::nothing));

    assertThat((double) value).isCloseTo(WEIGHT / 2 * 5.25, within(0.02 * WEIGHT / 2 * 5.25));
    assertThat(w.getGradient().getFloat(0, 1, 0, 0)).isCloseTo(-3f, within(0.1f));
    assertThat(w.getGradient().getFloat(0, 2, 0, 0)).isCloseTo(6f, within(0.1f));
  }

  @Test
  void forTheUNetItIsTheMeanSquaredGradientOfItsLogits() {
    Opponent opponent = Opponent.fresh(16, WEIGHT, 5);
    try (Parameters weights = Parameters.frozen(manager, opponent.weights())) {
      DjlOps frozen = new DjlOps(manager, weights);
      Tensor image = image();
      NDArray copies =
          ArrayTransfer.toDevice(manager, Tensor.batch(Collections.nCopies(512, image)));
      GradientPenalty penalty = new GradientPenalty(frozen, WEIGHT, 1);

      double estimate =
          penalty
              .penalized(
                  logits(opponent.network(), frozen, penalty.probed(copies, 0)), this::nothing)
              .getFloat();

      double exact = WEIGHT / 2 * squaredGradient(opponent.network(), frozen, image);
      assertThat(estimate).isCloseTo(exact, within(0.1 * exact));
    }
  }

  @Test
  void eachDrawHasReproducibleNoise() {
    GradientPenalty penalty = new GradientPenalty(ops, WEIGHT, 1);
    NDArray images = manager.zeros(new Shape(1, 3, SIZE, SIZE));

    float[] first = penalty.probed(images, 0).toFloatArray();

    assertThat(penalty.probed(images, 1).toFloatArray()).isNotEqualTo(first);
    assertThat(penalty.probed(images, 0).toFloatArray()).isEqualTo(first);
  }

  /** Central differences of every logit along every input. */
  private double squaredGradient(UNetDiscriminator network, DjlOps frozen, Tensor image) {
    float step = 2e-2f;
    List<Tensor> moved = new ArrayList<>();
    for (int i = 0; i < image.size(); i++) {
      moved.add(moved(image, i, step));
      moved.add(moved(image, i, -step));
    }
    float[] logits =
        logits(network, frozen, ArrayTransfer.toDevice(manager, Tensor.batch(moved)))
            .toFloatArray();
    int each = SIZE * SIZE;
    double sum = 0;
    for (int i = 0; i < image.size(); i++) {
      for (int k = 0; k < each; k++) {
        double slope = (logits[2 * i * each + k] - logits[(2 * i + 1) * each + k]) / (2 * step);
        sum += slope * slope;
      }
    }
    return sum / each;
  }

  private static Tensor moved(Tensor image, int at, float by) {
    float[] values = image.data().clone();
    values[at] += by;
    return Tensor.of(values, image.shape());
  }

  private static Tensor image() {
    Tensor image = Tensor.zeros(1, 3, SIZE, SIZE);
    for (int i = 0; i < image.size(); i++) {
      image.data()[i] = (float) (0.5 + 0.4 * Math.sin(i));
    }
    return image;
  }

  private NDArray logits(NDArray images, NDArray weight) {
    return ops.conv2d(images, weight, null, 1, 0, 1);
  }

  private static NDArray logits(UNetDiscriminator network, DjlOps frozen, NDArray images) {
    return network.forward(frozen, images, UNetDiscriminator.stored(frozen));
  }

  private NDArray nothing(NDArray logits) {
    return manager.create(0f);
  }
}
