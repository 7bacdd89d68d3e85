// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.plan;

import io.pentimento.api.v1alpha1.pseudotarget.PseudoTargetsSpec;
import io.pentimento.api.v1alpha1.pseudotarget.SamplerSpec;
import io.pentimento.api.v1alpha1.pseudotarget.StepSpacing;
import java.util.List;

/** The number of network calls for one pseudo target; an estimate, to within a step. */
final class NetworkCalls {
  private static final int TIMESTEPS = 1000;

  private NetworkCalls() {}

  static long of(PseudoTargetsSpec settings) {
    Range range =
        switch (settings.method()) {
          case IMPORTED -> new Range(0, 0);
          case ILVR, PGDIFF -> new Range(0, TIMESTEPS);
          case DR2 -> new Range(settings.constraintEndTimestep(), settings.startTimestep());
          case LOW_FREQUENCY_CONSTRAINED, UNCONDITIONAL -> new Range(0, settings.startTimestep());
        };
    if (range.length() <= 0) {
      return 0;
    }
    long calls = Math.max(1, Math.round(steps(settings.sampler(), range)));
    return settings.selection() == null ? calls : calls * settings.selection().candidates();
  }

  /** Other than uniform steps all lie in the range of the method. */
  private static double steps(SamplerSpec sampler, Range range) {
    List<Integer> sections = sampler.sectionSteps();
    if (sections != null) {
      return inSections(sections, range);
    }
    int steps = sampler.steps() == null ? sampler.type().defaultSteps() : sampler.steps();
    return sampler.effectiveSpacing() == StepSpacing.UNIFORM
        ? steps * range.length() / TIMESTEPS
        : steps;
  }

  /** Each section has its own density of steps. */
  private static double inSections(List<Integer> sections, Range range) {
    double size = (double) TIMESTEPS / sections.size();
    double steps = 0;
    for (int i = 0; i < sections.size(); i++) {
      Range section = new Range(i * size, (i + 1) * size);
      steps += sections.get(i) * Math.max(0, section.overlap(range)) / size;
    }
    return steps;
  }

  /** Timesteps from the cleanest on. */
  private record Range(double from, double to) {
    double length() {
      return to - from;
    }

    double overlap(Range other) {
      return Math.min(to, other.to) - Math.max(from, other.from);
    }
  }
}
