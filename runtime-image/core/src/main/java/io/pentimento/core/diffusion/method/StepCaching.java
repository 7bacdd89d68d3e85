// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.method;

import java.util.BitSet;

/**
 * Selects the steps that compute the whole network; the others reuse deep features.
 *
 * @param interval the whole network runs once every {@code interval} steps; 1 for all steps
 * @param finalFullSteps number of steps at the end that always run the whole network
 */
public record StepCaching(int interval, int finalFullSteps) {

  public StepCaching {
    if (interval < 1) {
      throw new IllegalArgumentException("the interval must be at least 1, not " + interval);
    }
    if (finalFullSteps < 0) {
      throw new IllegalArgumentException(
          "finalFullSteps must not be negative, but is " + finalFullSteps);
    }
  }

  /**
   * Indices of the steps that compute the whole network. They include the first step, and the first
   * step after the constrained phase, because deep features of constrained states do not match free
   * ones.
   */
  public BitSet fullSteps(LoopPlan plan) {
    BitSet full = new BitSet();
    int since = interval;
    for (int i = plan.first(); i >= plan.last(); i--) {
      boolean phaseStarts =
          i == plan.first() || plan.constraint().holds(i) != plan.constraint().holds(i + 1);
      if (phaseStarts || since >= interval || i - plan.last() < finalFullSteps) {
        full.set(i);
        since = 0;
      }
      since++;
    }
    return full;
  }
}
