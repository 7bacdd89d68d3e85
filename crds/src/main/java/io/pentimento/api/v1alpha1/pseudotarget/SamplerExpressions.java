package io.pentimento.api.v1alpha1.pseudotarget;

/**
 * CEL of {@link PseudoTargetsSpec}' rules: defaults that depend on the sampler's type cannot be
 * defaults of the schema.
 */
final class SamplerExpressions {
  /** Whether steps are evenly spaced in time, all together or by section. */
  static final String UNIFORM =
      "(has(self.sampler.spacing) ? self.sampler.spacing == 'Uniform'"
          + " : self.sampler.type != 'DPMSolver')";

  /** How many steps; without meaning where sections are given. */
  static final String STEPS =
      "(has(self.sampler.steps) ? self.sampler.steps"
          + " : self.sampler.type == 'DPMSolver' ? 12 : 250)";

  private SamplerExpressions() {}
}
