// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The estimate of the clean image. */
class PredictedStartTest {
  private static final int STEP = 300;

  private final NoiseSchedule schedule = NoiseSchedule.linear();

  @Test
  void theStartIsFoundFromItsStateAndItsNoise() {
    double signal = 1 / schedule.startFromState(STEP);
    double noise = schedule.startFromNoise(STEP) / schedule.startFromState(STEP);
    Tensor state = filled((float) (0.25 * signal + 0.5 * noise), 1, 3, 2, 2);

    Tensor start = PredictedStart.of(schedule, state, filled(0.5f, 1, 6, 2, 2), STEP);

    for (float value : start.data()) {
      assertThat(value).isCloseTo(0.25f, within(1e-5f));
    }
  }

  @Test
  void anOutputOfAnotherShapeIsRejected() {
    Tensor state = Tensor.zeros(1, 3, 2, 2);
    Tensor output = Tensor.zeros(1, 8, 2, 2);

    assertThatIllegalStateException()
        .isThrownBy(() -> PredictedStart.of(schedule, state, output, STEP))
        .withMessageContaining("must be [1, 6, 2, 2] (noise and variance), not [1, 8, 2, 2]");
  }

  private static Tensor filled(float value, long... shape) {
    Tensor tensor = Tensor.zeros(shape);
    Arrays.fill(tensor.data(), value);
    return tensor;
  }
}
