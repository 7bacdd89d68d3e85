// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.pseudotarget;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sampler of the reverse process; docs/method.md, sections 1.5, 1.6 and 1.10. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!has(self.sectionSteps) || !has(self.steps)",
    message = "sectionSteps replaces steps: give one of them")
@ValidationRule(
    value =
        "!has(self.sectionSteps) || (has(self.spacing) ? self.spacing == 'Uniform'"
            + " : self.type != 'DPMSolver')",
    message = "sectionSteps needs spacing Uniform")
@ValidationRule(
    value =
        "!has(self.sectionSteps)"
            + " || self.sectionSteps.all(s, s >= 1 && s <= 1000 / size(self.sectionSteps))",
    message =
        "each entry of sectionSteps must lie between 1 and the size of a section, 1000 divided by"
            + " the number of entries")
public record SamplerSpec(
    @Default("DDPM")
        @JsonPropertyDescription(
            "DDPM: ancestral sampling with the learned variance, as in the paper. DDIM: implicit"
                + " sampling. DPMSolver: the second-order multistep solver SDE-DPM-Solver++(2M),"
                + " which needs far fewer network calls.")
        SamplerType type,
    @Min(1)
        @Max(1000)
        @JsonPropertyDescription(
            "Spacing Uniform: number of steps that the full schedule of 1000 is reduced to;"
                + " only those below K run. Spacing LogSNR: number of steps, with one network call"
                + " each. Fewer steps are faster and less exact. Default: 250; DPMSolver: 12.")
        @Nullable Integer steps,
    @Size(min = 1, max = 20)
        @JsonPropertyDescription(
            "Alternative to steps: the schedule of 1000 is divided into as many equal sections"
                + " as there are entries, from low to high noise; each section has the given number"
                + " of evenly spaced steps.")
        @Nullable List<Integer> sectionSteps,
    @JsonPropertyDescription(
            "Uniform: evenly spaced in time. LogSNR: evenly spaced in the logarithm of the"
                + " signal-to-noise ratio, from K down to 0. Default: Uniform; DPMSolver: LogSNR.")
        @Nullable StepSpacing spacing,
    @Min(0)
        @Max(1)
        @JsonPropertyDescription(
            "Amount of fresh noise of DDIM and DPMSolver, from 0 (deterministic) to 1. DDPM"
                + " ignores it. Default: 0; DPMSolver: 1.")
        Double eta,
    @JsonPropertyDescription(
            "Reuses deep features of the prior between steps (DeepCache): faster and less"
                + " exact. Default: every step runs the whole network.")
        @Nullable SamplerCaching caching) {

  public SamplerSpec(
      @Nullable SamplerType type,
      @Nullable Integer steps,
      @Nullable List<Integer> sectionSteps,
      @Nullable StepSpacing spacing,
      @Nullable Double eta,
      @Nullable SamplerCaching caching) {
    SamplerType known = requireNonNullElse(type, SamplerType.DDPM);
    this.type = known;
    this.sectionSteps = sectionSteps == null ? null : List.copyOf(sectionSteps);
    // What is the default anyway is left out, so that it does not change the stage keys.
    this.spacing = spacing == known.defaultSpacing() ? null : spacing;
    this.eta = requireNonNullElse(eta, known.defaultEta());
    this.steps =
        steps == null && sectionSteps == null ? Integer.valueOf(known.defaultSteps()) : steps;
    this.caching = caching;
  }

  static SamplerSpec defaults() {
    return new SamplerSpec(null, null, null, null, null, null);
  }

  /** The spacing or the default of the type; not part of the manifest. */
  @JsonIgnore
  public StepSpacing effectiveSpacing() {
    return requireNonNullElse(spacing, type.defaultSpacing());
  }
}
