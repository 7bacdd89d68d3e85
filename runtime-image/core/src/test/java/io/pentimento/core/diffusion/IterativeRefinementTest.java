package io.pentimento.core.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IterativeRefinementTest {
  private static final int SIZE = 16;
  private static final int FACTOR = 8;

  private final NoiseSchedule schedule = NoiseSchedule.linear().respaced(Respacing.even(25));
  private final Tensor guide = constant(0.5f);

  @Test
  void aDrawingHeldToTheEndHasTheGuidesLowFrequencies() {
    Tensor drawn = draw(new IterativeRefinement(0, FACTOR));
    Tensor free = draw(new IterativeRefinement(960, FACTOR));

    assertThat(mean(drawn)).isCloseTo(0.5, within(0.01));
    assertThat(mean(free)).isCloseTo(-1, within(0.01));
  }

  @Test
  void itStartsFromTheNoisiestStep() {
    LoopPlan plan = new IterativeRefinement(360, FACTOR).plan(schedule, SIZE, SIZE);

    assertThat(plan.first()).isEqualTo(schedule.steps() - 1);
    assertThat(plan.last()).isZero();
  }

  @Test
  void aGuideThatIsNeverHeardIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IterativeRefinement(1000, FACTOR).plan(schedule, SIZE, SIZE))
        .withMessageContaining("leaves no step in which the guide is heard");
  }

  @Test
  void aFactorThatDoesNotDivideTheImageIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IterativeRefinement(0, 5).plan(schedule, SIZE, SIZE))
        .withMessageContaining("5 does not divide 16x16");
  }

  /** By a prior that takes every image for black. */
  private Tensor draw(IterativeRefinement refinement) {
    PseudoTargetLoop loop =
        new PseudoTargetLoop(schedule, new DdimSampler(0), (x, t) -> towards(-1, x, t[0]));
    PerImageNoise noise = PerImageNoise.of(1, List.of("image".getBytes(StandardCharsets.UTF_8)));
    return loop.run(refinement.plan(schedule, SIZE, SIZE), guide, noise, LoopListener.none());
  }

  /** Noise and variance (6 channels) of a prior whose estimate of the clean image is constant. */
  private Tensor towards(float clean, Tensor x, long timestep) {
    int i = 0;
    while (schedule.timestep(i) != timestep) {
      i++;
    }
    Tensor output = Tensor.zeros(1, 6, SIZE, SIZE);
    for (int k = 0; k < x.size(); k++) {
      output.data()[k] = (float) ((x.data()[k] - schedule.signal(i) * clean) / schedule.noise(i));
    }
    return output;
  }

  private static Tensor constant(float value) {
    Tensor image = Tensor.zeros(1, 3, SIZE, SIZE);
    Arrays.fill(image.data(), value);
    return image;
  }

  private static double mean(Tensor image) {
    double sum = 0;
    for (float value : image.data()) {
      sum += value;
    }
    return sum / image.size();
  }
}
