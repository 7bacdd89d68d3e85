// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.sampler;

import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.tensor.Tensor;

/**
 * The second-order multistep solvers DPM-Solver++(2M) and SDE-DPM-Solver++(2M) (Lu et al. 2022,
 * arXiv 2211.01095, sections 4.2 and 5); docs/method.md, section 1.6.
 *
 * <p>With α = √ᾱ, σ = √(1−ᾱ), λ = log(α/σ), from index i to i−1:
 *
 * <pre>
 * h = λ(i−1) − λ(i),  r = (λ(i) − λ(i+1)) / h
 * D = (1 + 1/2r)·x̂₀(i) − 1/2r·x̂₀(i+1)
 * x(i−1) = σ(i−1)/σ(i)·exp(−ηh)·x(i) + α(i−1)·(1 − exp(−(1+η)h))·D
 *          + σ(i−1)·√(1 − exp(−2ηh))·z
 * </pre>
 *
 * <p>D is x̂₀(i) at the first step, and at the first step after the constrained phase. At index 0
 * the result is x̂₀. The network's variance is not used.
 *
 * @param eta η: 0 is deterministic (DPM-Solver++), 1 the stochastic solver (SDE-DPM-Solver++)
 */
public record DpmSolver(double eta) implements ReverseSampler {

  public DpmSolver {
    if (!(eta >= 0 && eta <= 1)) {
      throw new IllegalArgumentException("eta must be between 0 and 1, not " + eta);
    }
  }

  /** SDE-DPM-Solver++(2M). */
  public static DpmSolver stochastic() {
    return new DpmSolver(1);
  }

  /** DPM-Solver++(2M). */
  public static DpmSolver deterministic() {
    return new DpmSolver(0);
  }

  @Override
  public ReverseProcess start(
      NoiseSchedule schedule, Constraint constraint, Tensor guide, NoiseSource noise) {
    return new DpmSolverRun(eta, schedule, constraint, guide, noise);
  }
}
