package io.pentimento.worker.stage;

import io.pentimento.api.v1alpha1.pseudotarget.PseudoTargetsSpec;
import io.pentimento.api.v1alpha1.pseudotarget.SamplerCaching;
import io.pentimento.api.v1alpha1.pseudotarget.StepSpacing;
import io.pentimento.core.diffusion.CachingPredictor;
import io.pentimento.core.diffusion.DdimSampler;
import io.pentimento.core.diffusion.DdpmSampler;
import io.pentimento.core.diffusion.DegradationRemoval;
import io.pentimento.core.diffusion.DpmSolver;
import io.pentimento.core.diffusion.IterativeRefinement;
import io.pentimento.core.diffusion.LogSnrSpacing;
import io.pentimento.core.diffusion.LoopPlan;
import io.pentimento.core.diffusion.LowFrequencyConstrained;
import io.pentimento.core.diffusion.NoisePredictor;
import io.pentimento.core.diffusion.NoiseSchedule;
import io.pentimento.core.diffusion.PartialGuidance;
import io.pentimento.core.diffusion.PseudoTargetLoop;
import io.pentimento.core.diffusion.Respacing;
import io.pentimento.core.diffusion.Sampler;
import io.pentimento.core.diffusion.SamplingMethod;
import io.pentimento.core.diffusion.StepCaching;
import io.pentimento.core.diffusion.Unconditional;

/** A manifest's method and sampler, in terms of the sampling loop. */
record Sampling(NoiseSchedule schedule, Sampler sampler, LoopPlan plan, SamplerCaching caching) {

  /**
   * @param size of the images, in pixels
   * @throws IllegalArgumentException if the settings do not fit each other or the size
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

  /** Whether deep features are reused, so that the network must be a {@link CachingPredictor}. */
  boolean reusesFeatures() {
    return caching != null;
  }

  /** Runs the whole network at every step. */
  PseudoTargetLoop loop(NoisePredictor network) {
    return new PseudoTargetLoop(schedule, sampler, network);
  }

  /** Reuses deep features as the manifest says. */
  PseudoTargetLoop loop(CachingPredictor network) {
    StepCaching steps = new StepCaching(caching.interval(), caching.finalFullSteps());
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
      case IMPORTED -> throw new IllegalArgumentException("imported pseudo targets are not made");
    };
  }

  private static NoiseSchedule schedule(
      io.pentimento.api.v1alpha1.pseudotarget.SamplerSpec settings, SamplingMethod method) {
    NoiseSchedule full = NoiseSchedule.linear();
    if (settings.effectiveSpacing() == StepSpacing.LOG_SNR) {
      return new LogSnrSpacing(settings.steps()).of(full, method.range(full));
    }
    return full.respaced(
        settings.sectionSteps() == null
            ? Respacing.even(settings.steps())
            : Respacing.sections(settings.sectionSteps()));
  }

  private static Sampler sampler(io.pentimento.api.v1alpha1.pseudotarget.SamplerSpec settings) {
    return switch (settings.type()) {
      case DDPM -> new DdpmSampler();
      case DDIM -> new DdimSampler(settings.eta());
      case DPM_SOLVER -> new DpmSolver(settings.eta());
    };
  }
}
