// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.rollout;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** Limits on how much worse than the serving model the new one may be. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CanaryThresholds(
    @Default("20")
        @Min(2)
        @Max(100000)
        @JsonPropertyDescription(
            "Requests to each model, and pairs of restored images, that are needed to advance.")
        Integer minSamples,
    @Default("0.01")
        @Min(0)
        @Max(1)
        @JsonPropertyDescription(
            "Maximum increase of the fraction of requests that fail with a server error.")
        Double maxErrorRateIncrease,
    @Default("1.5")
        @Min(1)
        @Max(100)
        @JsonPropertyDescription(
            "Maximum ratio of the 95th percentiles of the durations of requests.")
        Double maxLatencyRatio,
    @Default("0.2")
        @Min(0)
        @Max(10)
        @JsonPropertyDescription(
            "Maximum increase, as a fraction, of the mean difference between the low frequencies"
                + " of an image before and after restoration.")
        Double maxFidelityRegression,
    @Default("0.1")
        @Min(0)
        @Max(10)
        @JsonPropertyDescription("Maximum increase of the mean NIQE, as a fraction.")
        Double maxQualityRegression,
    @Default("0.1")
        @Min(0)
        @Max(1)
        @JsonPropertyDescription(
            "Maximum mean difference between the low frequencies of the images that the two models"
                + " restore, where 1 is the difference of black and white.")
        Double maxDifference) {

  public CanaryThresholds(
      @Nullable Integer minSamples,
      @Nullable Double maxErrorRateIncrease,
      @Nullable Double maxLatencyRatio,
      @Nullable Double maxFidelityRegression,
      @Nullable Double maxQualityRegression,
      @Nullable Double maxDifference) {
    this.minSamples = requireNonNullElse(minSamples, 20);
    this.maxErrorRateIncrease = requireNonNullElse(maxErrorRateIncrease, 0.01);
    this.maxLatencyRatio = requireNonNullElse(maxLatencyRatio, 1.5);
    this.maxFidelityRegression = requireNonNullElse(maxFidelityRegression, 0.2);
    this.maxQualityRegression = requireNonNullElse(maxQualityRegression, 0.1);
    this.maxDifference = requireNonNullElse(maxDifference, 0.1);
  }

  public static CanaryThresholds defaults() {
    return new CanaryThresholds(null, null, null, null, null, null);
  }
}
