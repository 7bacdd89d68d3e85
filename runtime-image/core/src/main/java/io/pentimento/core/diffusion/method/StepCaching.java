package io.pentimento.core.diffusion.method;

import java.util.BitSet;

/**
 * Which steps of a run compute the whole network; the others reuse deep features.
 *
 * @param interval every how many steps the whole network runs; 1 for all steps
 * @param finalFullSteps how many steps at the end run the whole network whatever the interval says
 */
public record StepCaching(int interval, int finalFullSteps) {

  public StepCaching {
    if (interval < 1) {
      throw new IllegalArgumentException("the interval is at least 1, not " + interval);
    }
    if (finalFullSteps < 0) {
      throw new IllegalArgumentException("finalFullSteps is not negative, not " + finalFullSteps);
    }
  }

  /**
   * Indices of the steps that compute the whole network. The first step does, and so does the first
   * one after the constrained phase: deep features of constrained states do not fit free ones.
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
