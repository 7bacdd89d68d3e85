// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.pseudotarget;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Discretisations of the reverse process. */
public enum SamplerType {
  /** Ancestral sampling. */
  DDPM(250, StepSpacing.UNIFORM, 0),

  /** Implicit sampling. */
  DDIM(250, StepSpacing.UNIFORM, 0),

  /** SDE-DPM-Solver++(2M); with eta 0 DPM-Solver++(2M). */
  @JsonProperty("DPMSolver")
  DPM_SOLVER(12, StepSpacing.LOG_SNR, 1);

  private final int defaultSteps;
  private final StepSpacing defaultSpacing;
  private final double defaultEta;

  SamplerType(int defaultSteps, StepSpacing defaultSpacing, double defaultEta) {
    this.defaultSteps = defaultSteps;
    this.defaultSpacing = defaultSpacing;
    this.defaultEta = defaultEta;
  }

  public int defaultSteps() {
    return defaultSteps;
  }

  public StepSpacing defaultSpacing() {
    return defaultSpacing;
  }

  public double defaultEta() {
    return defaultEta;
  }

  /** The name in manifests. */
  @Override
  public String toString() {
    return this == DPM_SOLVER ? "DPMSolver" : name();
  }
}
