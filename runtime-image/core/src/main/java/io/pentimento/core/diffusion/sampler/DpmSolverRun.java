// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.sampler;

import io.pentimento.core.diffusion.noise.Chunks;
import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.random.Purpose;
import io.pentimento.core.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** One run of {@link DpmSolver}; stores the estimate of the previous step. */
final class DpmSolverRun implements ReverseProcess {
  private final double eta;
  private final NoiseSchedule schedule;
  private final Constraint constraint;
  private final Tensor guide;
  private final NoiseSource noise;
  private @Nullable Tensor previousStart;
  private boolean previousHeld;

  DpmSolverRun(
      double eta, NoiseSchedule schedule, Constraint constraint, Tensor guide, NoiseSource noise) {
    this.eta = eta;
    this.schedule = schedule;
    this.constraint = constraint;
    this.guide = guide;
    this.noise = noise;
  }

  @Override
  public Reached advance(Tensor x, Tensor output, int i, boolean constrained) {
    boolean held = constrained && constraint.holds(i);
    Tensor start = PredictedStart.of(schedule, x, output, i);
    if (held) {
      start = constraint.correct(start, guide);
    }
    // Constrained and free estimates are on different trajectories: extrapolating across the end of
    // the constrained phase would add their difference to the image.
    Tensor history = held == previousHeld ? previousStart : null;
    previousStart = start;
    previousHeld = held;
    return new Reached(i == 0 ? start : next(x, start, history, i), start);
  }

  private Tensor next(Tensor x, Tensor start, @Nullable Tensor history, int i) {
    double h = schedule.logSnr(i - 1) - schedule.logSnr(i);
    double extrapolation = history == null ? 0 : h / (2 * (schedule.logSnr(i) - before(i)));
    float fromStart = (float) (fromEstimate(i, h) * (1 + extrapolation));
    float fromHistory = (float) (-fromEstimate(i, h) * extrapolation);
    float fromState =
        (float) (schedule.noise(i - 1) / schedule.noise(i) * StrictMath.exp(-eta * h));
    float[] past = history == null ? start.data() : history.data();
    float[] fresh = fresh(x, i);
    float spread = (float) (schedule.noise(i - 1) * Math.sqrt(-StrictMath.expm1(-2 * eta * h)));
    float[] next = new float[x.size()];
    Chunks.forEach(
        next.length,
        (from, to) -> {
          for (int k = from; k < to; k++) {
            next[k] = fromState * x.data()[k] + fromStart * start.data()[k] + fromHistory * past[k];
            next[k] += fresh.length == 0 ? 0 : spread * fresh[k];
          }
        });
    return Tensor.of(next, x.shape());
  }

  private double before(int i) {
    return schedule.logSnr(i + 1);
  }

  private double fromEstimate(int i, double h) {
    return -schedule.signal(i - 1) * StrictMath.expm1(-(1 + eta) * h);
  }

  private float[] fresh(Tensor x, int i) {
    return eta == 0 ? new float[0] : noise.normal(i, Purpose.REVERSE_STEP, x.shape()).data();
  }
}
