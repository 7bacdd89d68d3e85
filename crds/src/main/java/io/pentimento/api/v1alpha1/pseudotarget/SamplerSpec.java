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
            "With spacing Uniform: steps kept of the 1000, of which those below K are taken. With"
                + " spacing LogSNR: steps taken, one network call each. Fewer are faster and"
                + " rougher. Default: 250; DPMSolver: 12.")
        Integer steps,
    @Size(min = 1, max = 20)
        @JsonPropertyDescription(
            "In place of steps: the 1000 steps are cut into as many equal sections as there are"
                + " entries, the cleanest first, and each section keeps that many, evenly spaced.")
        List<Integer> sectionSteps,
    @JsonPropertyDescription(
            "Uniform: evenly spaced in time. LogSNR: evenly spaced in the logarithm of the"
                + " signal-to-noise ratio, from K down to 0. Default: Uniform; DPMSolver: LogSNR.")
        StepSpacing spacing,
    @Min(0)
        @Max(1)
        @JsonPropertyDescription(
            "Fresh noise of DDIM and DPMSolver: 0 is deterministic, 1 draws all of it. Without"
                + " effect on DDPM. Default: 0; DPMSolver: 1.")
        Double eta,
    @JsonPropertyDescription(
            "Reuses deep features of the prior's network between steps (DeepCache), which makes"
                + " steps cheaper and less exact. Default: every step runs the whole network.")
        SamplerCaching caching) {

  public SamplerSpec {
    type = requireNonNullElse(type, SamplerType.DDPM);
    sectionSteps = sectionSteps == null ? null : List.copyOf(sectionSteps);
    if (steps == null && sectionSteps == null) {
      steps = type.defaultSteps();
    }
    // What is the default anyway is left out, so that it does not change the stage keys.
    spacing = spacing == type.defaultSpacing() ? null : spacing;
    eta = requireNonNullElse(eta, type.defaultEta());
  }

  static SamplerSpec defaults() {
    return new SamplerSpec(null, null, null, null, null, null);
  }

  /** The spacing, or the type's default; not a part of the manifest's value. */
  @JsonIgnore
  public StepSpacing effectiveSpacing() {
    return requireNonNullElse(spacing, type.defaultSpacing());
  }
}
