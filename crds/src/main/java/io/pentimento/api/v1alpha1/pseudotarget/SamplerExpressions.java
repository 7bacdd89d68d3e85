// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.pseudotarget;

/**
 * CEL expressions of rules of {@link PseudoTargetsSpec}: defaults that depend on the type of the
 * sampler cannot be defaults of the schema.
 */
final class SamplerExpressions {
  /** Whether steps are evenly spaced in time, in total or in each section. */
  static final String UNIFORM =
      "(has(self.sampler.spacing) ? self.sampler.spacing == 'Uniform'"
          + " : self.sampler.type != 'DPMSolver')";

  /** Number of steps; meaningless if sections are given. */
  static final String STEPS =
      "(has(self.sampler.steps) ? self.sampler.steps"
          + " : self.sampler.type == 'DPMSolver' ? 12 : 250)";

  private SamplerExpressions() {}
}
