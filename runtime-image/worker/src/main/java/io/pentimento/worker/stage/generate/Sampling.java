// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.generate;

import static java.util.Objects.requireNonNull;

import io.pentimento.api.v1alpha1.pseudotarget.PseudoTargetsSpec;
import io.pentimento.api.v1alpha1.pseudotarget.SamplerCaching;
import io.pentimento.api.v1alpha1.pseudotarget.StepSpacing;
import io.pentimento.core.diffusion.PseudoTargetLoop;
import io.pentimento.core.diffusion.method.DegradationRemoval;
import io.pentimento.core.diffusion.method.IterativeRefinement;
import io.pentimento.core.diffusion.method.LoopPlan;
import io.pentimento.core.diffusion.method.LowFrequencyConstrained;
import io.pentimento.core.diffusion.method.PartialGuidance;
import io.pentimento.core.diffusion.method.SamplingMethod;
import io.pentimento.core.diffusion.method.StepCaching;
import io.pentimento.core.diffusion.method.Unconditional;
import io.pentimento.core.diffusion.sampler.CachingPredictor;
import io.pentimento.core.diffusion.sampler.DdimSampler;
import io.pentimento.core.diffusion.sampler.DdpmSampler;
import io.pentimento.core.diffusion.sampler.DpmSolver;
import io.pentimento.core.diffusion.sampler.NoisePredictor;
import io.pentimento.core.diffusion.sampler.ReverseSampler;
import io.pentimento.core.diffusion.schedule.LogSnrSpacing;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.Respacing;
import org.jspecify.annotations.Nullable;

/** Converts a manifest's method and sampler for the sampling loop. */
record Sampling(
    NoiseSchedule schedule,
    ReverseSampler sampler,
    LoopPlan plan,
    @Nullable SamplerCaching caching) {

  /**
   * @param size of the images, in pixels
   * @throws IllegalArgumentException if the settings are inconsistent or do not match the size
   */
  static Sampling of(PseudoTargetsSpec settings, int size) {
    SamplingMethod method = method(settings);
    NoiseSchedule schedule = schedule(settings.sampler(), method);
    return new Sampling(
        schedule,
        sampler(settings.sampler()),
        method.plan(schedule, size, size),
        settings.sampler().caching());
  }

  /** Whether deep features are reused, which requires a {@link CachingPredictor}. */
  boolean reusesFeatures() {
    return caching != null;
  }

  /** Runs the whole network at every step. */
  PseudoTargetLoop loop(NoisePredictor network) {
    return new PseudoTargetLoop(schedule, sampler, network);
  }

  /** Reuses deep features as configured in the manifest. */
  PseudoTargetLoop loop(CachingPredictor network) {
    SamplerCaching reuse = requireNonNull(caching, "pseudoTargets.sampler.caching");
    StepCaching steps = new StepCaching(reuse.interval(), reuse.finalFullSteps());
    return new PseudoTargetLoop(schedule, sampler, network, steps);
  }

  private static SamplingMethod method(PseudoTargetsSpec settings) {
    return switch (settings.method()) {
      case LOW_FREQUENCY_CONSTRAINED ->
          new LowFrequencyConstrained(
              settings.startTimestep(),
              settings.constraintEndTimestep(),
              settings.lowPassFactor(),
              settings.compatibility().startIndexOffset(),
              settings.compatibility().returnBeforeConstraint());
      case UNCONDITIONAL -> new Unconditional(settings.startTimestep());
      case ILVR ->
          new IterativeRefinement(settings.constraintEndTimestep(), settings.lowPassFactor());
      case DR2 ->
          new DegradationRemoval(
              settings.startTimestep(), settings.constraintEndTimestep(), settings.lowPassFactor());
      case PGDIFF -> new PartialGuidance(settings.effectiveGuidanceScale());
      case IMPORTED ->
          throw new IllegalArgumentException("imported pseudo targets are not sampled");
    };
  }

  private static NoiseSchedule schedule(
      io.pentimento.api.v1alpha1.pseudotarget.SamplerSpec settings, SamplingMethod method) {
    NoiseSchedule full = NoiseSchedule.linear();
    if (settings.effectiveSpacing() == StepSpacing.LOG_SNR) {
      return new LogSnrSpacing(steps(settings)).of(full, method.range(full));
    }
    return full.respaced(
        settings.sectionSteps() == null
            ? Respacing.even(steps(settings))
            : Respacing.sections(settings.sectionSteps()));
  }

  /** Given, unless there are sectionSteps. */
  private static int steps(io.pentimento.api.v1alpha1.pseudotarget.SamplerSpec settings) {
    return requireNonNull(settings.steps(), "pseudoTargets.sampler.steps");
  }

  private static ReverseSampler sampler(
      io.pentimento.api.v1alpha1.pseudotarget.SamplerSpec settings) {
    return switch (settings.type()) {
      case DDPM -> new DdpmSampler();
      case DDIM -> new DdimSampler(settings.eta());
      case DPM_SOLVER -> new DpmSolver(settings.eta());
    };
  }
}
