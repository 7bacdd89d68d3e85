// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.prior;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.network.unet.UNet;
import io.pentimento.training.djl.DjlOps;
import java.util.function.IntToDoubleFunction;

/**
 * The mean squared error of the predicted noise, plus the variational bound in bits, which trains
 * only the variance (docs/method.md, section 1.8).
 */
public final class HybridLoss {
  private final NoiseSchedule schedule;
  private final UNet network;

  /** {@code schedule} is the full one, not respaced. */
  public HybridLoss(NoiseSchedule schedule, UNet network) {
    this.schedule = schedule;
    this.network = network;
  }

  /**
   * The loss on noised images.
   *
   * @param images (N, 3, H, W) in [-1, 1]
   * @param noise of the same shape, unit normal
   * @param t steps of the full schedule, one per image
   * @return a scalar
   */
  public NDArray of(DjlOps ops, NDManager manager, NDArray images, NDArray noise, int[] t) {
    Tables at = new Tables(manager, t);
    NDArray noisy = images.mul(at.of(schedule::signal)).add(noise.mul(at.of(schedule::noise)));
    NDArray output = network.forward(ops, noisy, at.steps());
    NDArray predictedNoise = ops.slice(output, 1, 0, 3);
    NDArray mse = ops.mean(ops.square(noise.sub(predictedNoise)));
    NDArray variational =
        new VariationalBound(schedule, ops, at)
            .bitsPerDimension(
                images, noisy, predictedNoise.stopGradient(), ops.slice(output, 1, 3, 6));
    return mse.add(variational);
  }

  /** Reads tables of the schedule at the steps of a batch, as (N, 1, 1, 1). */
  record Tables(NDManager manager, int[] t) {
    NDArray of(IntToDoubleFunction table) {
      float[] values = new float[t.length];
      for (int i = 0; i < t.length; i++) {
        values[i] = (float) table.applyAsDouble(t[i]);
      }
      return manager.create(values, new Shape(t.length, 1, 1, 1));
    }

    NDArray steps() {
      return of(i -> i).reshape(t.length);
    }
  }
}
