// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pentimento.core.diffusion.method.LoopPlan;
import io.pentimento.core.diffusion.method.LoopPlan.Outcome;
import io.pentimento.core.diffusion.method.LowFrequencyConstrained;
import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.diffusion.sampler.Constraint;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.Respacing;
import io.pentimento.core.random.Purpose;
import io.pentimento.core.reference.ReferenceCase;
import io.pentimento.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A run of the original loop: its parameters, its noise in the order of drawing, its states. */
final class RecordedRun implements NoiseSource {
  private final ReferenceCase reference;
  private final String name;
  private final JsonNode json;
  private final NoiseSchedule schedule;
  private final List<String> draws = new ArrayList<>();
  private int drawn = -1;

  RecordedRun(ReferenceCase reference, String name) {
    this.reference = reference;
    this.name = name;
    this.json = reference.json().path("runs").path(name);
    this.schedule =
        NoiseSchedule.linear().respaced(new Respacing(reference.json().path("respacing").asText()));
    json.path("draw_order").forEach(draw -> draws.add(draw.asText()));
  }

  NoiseSchedule schedule() {
    return schedule;
  }

  /** Height and width of the states. */
  int size() {
    return reference.json().path("im_size").asInt();
  }

  /** K and L are recorded as numbers of kept steps. */
  LoopPlan plan() {
    boolean endsEarly = json.hasNonNull("end_timesteps");
    LoopPlan released =
        LowFrequencyConstrained.asReleased(
                fullSteps("start_timesteps_K"),
                json.hasNonNull("reg_end_timesteps_L") ? fullSteps("reg_end_timesteps_L") : 0,
                json.path("down_N").asInt(1))
            .plan(schedule, size(), size());
    return new LoopPlan(
        released.start(),
        released.first(),
        json.path("end_timesteps").asInt(0),
        json.hasNonNull("down_N") ? released.constraint() : Constraint.none(),
        endsEarly ? Outcome.PREDICTED_START : released.outcome());
  }

  private int fullSteps(String count) {
    return (int) Math.round(json.path(count).asInt() * 1000.0 / schedule.steps());
  }

  Tensor array(String suffix) {
    return reference.tensor(name + "_" + suffix);
  }

  /** Whether the original resized the images because they had another size than the prior. */
  boolean keepsItsSize() {
    return reference.array(name + "_y0").shape()[0] == size();
  }

  /** The restored image in [−1, 1]; if it was resized, derived from the first state. */
  Tensor guide() {
    if (keepsItsSize()) {
      return PixelRange.toPrior(planes(reference.array(name + "_y0").floats()));
    }
    int level = json.path("start_timesteps_K").asInt();
    float[] guide = array("x_in").item(0).data();
    float[] noise = array("noise").item(0).data();
    for (int k = 0; k < guide.length; k++) {
      guide[k] = (float) ((guide[k] - schedule.noise(level) * noise[k]) / schedule.signal(level));
    }
    return Tensor.of(guide, 1, 3, size(), size());
  }

  /** Stored as interleaved blue, green, red levels. */
  private Tensor planes(float[] levels) {
    int pixels = size() * size();
    float[] planes = new float[levels.length];
    for (int i = 0; i < levels.length; i++) {
      planes[(2 - i % 3) * pixels + i / 3] = levels[i] / 255;
    }
    return Tensor.of(planes, 1, 3, size(), size());
  }

  @Override
  public Tensor normal(int step, Purpose purpose, long... shape) {
    String draw =
        switch (purpose) {
          case START -> "q_sample(t=" + step + ")";
          case REVERSE_STEP -> "p_sample(t=" + step + ")";
          case CONSTRAINT -> "q_sample(t=" + (step - 1) + ")";
        };
    int at = draws.indexOf(draw);
    assertThat(at).as("%s comes after draw %d of %s", draw, drawn, draws).isGreaterThan(drawn);
    drawn = at;
    return array("noise").item(at);
  }
}
