// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.noise;

import io.pentimento.core.device.Device;
import io.pentimento.core.random.Purpose;
import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Computes the noise of the next step in the background, while a GPU runs the network.
 *
 * <p>The values are those of the source. A purpose that was drawn at two consecutive steps is
 * expected at the following one, too; step 0 draws no noise. For one sampling loop at a time.
 */
public final class NoiseAhead implements NoiseSource {
  private final NoiseSource source;
  private final Map<Purpose, Integer> lastSteps = new EnumMap<>(Purpose.class);
  private final Map<Purpose, Upcoming> upcoming = new EnumMap<>(Purpose.class);

  /** Noise that is being computed. */
  private record Upcoming(int step, long[] shape, CompletableFuture<Tensor> noise) {
    boolean matches(int wantedStep, long[] wantedShape) {
      return step == wantedStep && Arrays.equals(shape, wantedShape);
    }
  }

  NoiseAhead(NoiseSource source) {
    this.source = source;
  }

  /** The same noise; on the CPU, where the network occupies all cores, without background work. */
  public static NoiseSource on(Device device, NoiseSource source) {
    return device == Device.CPU ? source : new NoiseAhead(source);
  }

  @Override
  public Tensor normal(int step, Purpose purpose, long... shape) {
    Upcoming ahead = upcoming.remove(purpose);
    Tensor noise =
        ahead != null && ahead.matches(step, shape)
            ? ahead.noise().join()
            : source.normal(step, purpose, shape);
    if (isRepeated(step, purpose) && step > 1) {
      upcoming.put(purpose, compute(step - 1, purpose, shape.clone()));
    }
    return noise;
  }

  private boolean isRepeated(int step, Purpose purpose) {
    @Nullable Integer last = lastSteps.put(purpose, step);
    return last != null && last == step + 1;
  }

  private Upcoming compute(int step, Purpose purpose, long[] shape) {
    return new Upcoming(
        step, shape, CompletableFuture.supplyAsync(() -> source.normal(step, purpose, shape)));
  }
}
