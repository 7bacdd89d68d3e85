// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.finetuning;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The U-Net discriminator with spectral norm, trained from scratch by AdamW at a constant rate.
 * Null fields are omitted from the JSON, and thus from stage keys.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DiscriminatorSpec(
    @Default("64") @Min(1) @Max(512) @JsonPropertyDescription("Channels of the first layer.")
        Integer channels,
    @Default("2.0e-5")
        @Min(value = 0, inclusive = false)
        @Max(1)
        @JsonPropertyDescription("Constant learning rate.")
        Double learningRate,
    @Default("[0.9, 0.999]")
        @Size(min = 2, max = 2)
        @JsonPropertyDescription("Decay rates of the first and second moment, each in [0, 1).")
        List<@Min(0) @Max(value = 1, inclusive = false) Double> betas,
    @Default("0.0") @Min(0) @Max(1) @JsonPropertyDescription("Decoupled weight decay.")
        Double weightDecay,
    @Min(0) @Max(1000) @JsonPropertyDescription("Weight of the R1 gradient penalty. Default: none.")
        @Nullable Double gradientPenalty) {

  public DiscriminatorSpec(
      @Nullable Integer channels,
      @Nullable Double learningRate,
      @Nullable List<Double> betas,
      @Nullable Double weightDecay,
      @Nullable Double gradientPenalty) {
    this.channels = requireNonNullElse(channels, 64);
    this.learningRate = requireNonNullElse(learningRate, 2.0e-5);
    this.betas = List.copyOf(requireNonNullElse(betas, List.of(0.9, 0.999)));
    this.weightDecay = requireNonNullElse(weightDecay, 0.0);
    this.gradientPenalty = gradientPenalty;
  }

  static DiscriminatorSpec defaults() {
    return new DiscriminatorSpec(null, null, null, null, null);
  }
}
