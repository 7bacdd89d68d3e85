package io.pentimento.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** How the reverse process is stepped through. */
public record Sampler(
    @Default("DDPM") @JsonPropertyDescription("The reverse process.") SamplerType type,
    @Default("250")
        @Min(1)
        @Max(1000)
        @JsonPropertyDescription(
            "Steps kept of the 1000; K and L are scaled to them. Fewer are faster and rougher.")
        Integer steps,
    @Default("0.0")
        @Min(0)
        @Max(1)
        @JsonPropertyDescription(
            "DDIM's noise: 0 is deterministic, 1 as noisy as DDPM. Without effect on DDPM.")
        Double eta) {

  public Sampler {
    type = requireNonNullElse(type, SamplerType.DDPM);
    steps = requireNonNullElse(steps, 250);
    eta = requireNonNullElse(eta, 0.0);
  }

  static Sampler defaults() {
    return new Sampler(null, null, null);
  }
}
