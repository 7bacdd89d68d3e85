// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.pentimento.api.v1alpha1.evaluation.GateBaseline;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * One metric on the holdout. Improvements are fractions of the base's value, positive if better. In
 * a row against the serving model, that model replaces the base.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MetricResult(
    @Required @JsonPropertyDescription("The metric.") Metric metric,
    @JsonPropertyDescription(
            "Value of the model that the adapted model is compared with: the model before"
                + " adaptation or, with against: Serving, the model that serves.")
        @Nullable Double base,
    @JsonPropertyDescription("Value of the adapted model.") @Nullable Double adapted,
    @JsonPropertyDescription(
            "Improvement as a fraction of the other model's value, or of the images for"
                + " FacesDetected; positive is better.")
        @Nullable Double improvement,
    @JsonPropertyDescription("Lower end of the confidence interval of the improvement.")
        @Nullable Double lower,
    @JsonPropertyDescription("Upper end of the confidence interval of the improvement.")
        @Nullable Double upper,
    @JsonPropertyDescription("Improvement that the gate requires; absent without a gate.")
        @Nullable Double required,
    @JsonPropertyDescription("Decision of the gate; absent without a gate.")
        @Nullable GateDecision decision,
    @JsonPropertyDescription(
            "Network behind the metric, with the digest of its weights. Values of different"
                + " networks are not comparable.")
        @Nullable String extractor,
    @JsonPropertyDescription(
            "Folder of the holdout that this row describes; absent for the whole holdout.")
        @Nullable String slice,
    @JsonPropertyDescription(
            "Serving if this row compares with the model that serves, otherwise absent.")
        @Nullable GateBaseline against) {
  /** Prefix of the extractor's name if a perceptual distance is not the published LPIPS. */
  public static final String OWN_NETWORK = "own network";

  /** The result of a metric without a network. */
  public MetricResult(
      Metric metric,
      @Nullable Double base,
      @Nullable Double adapted,
      @Nullable Double improvement,
      @Nullable Double lower,
      @Nullable Double upper,
      @Nullable Double required,
      @Nullable GateDecision decision) {
    this(metric, base, adapted, improvement, lower, upper, required, decision, null, null, null);
  }

  public MetricResult withExtractor(@Nullable String network) {
    return copy(required, decision, network, slice, against);
  }

  /** The same values with the result of a gate rule. */
  public MetricResult withDecision(
      @Nullable Double newRequired, @Nullable GateDecision newDecision) {
    return copy(newRequired, newDecision, extractor, slice, against);
  }

  /** The same values, for one folder of the holdout. */
  public MetricResult inSlice(@Nullable String folder) {
    return copy(required, decision, extractor, folder, against);
  }

  /** The same values, with the serving model as base. */
  public MetricResult againstServing() {
    return copy(required, decision, extractor, slice, GateBaseline.SERVING);
  }

  private MetricResult copy(
      @Nullable Double rule,
      @Nullable GateDecision result,
      @Nullable String network,
      @Nullable String folder,
      @Nullable GateBaseline baseline) {
    return new MetricResult(
        metric, base, adapted, improvement, lower, upper, rule, result, network, folder, baseline);
  }

  /**
   * The same numbers, rounded.
   *
   * @param digits significant digits
   */
  public MetricResult rounded(int digits) {
    MathContext to = new MathContext(digits);
    return new MetricResult(
        metric,
        round(base, to),
        round(adapted, to),
        round(improvement, to),
        round(lower, to),
        round(upper, to),
        required,
        decision,
        extractor,
        slice,
        against);
  }

  private static @Nullable Double round(@Nullable Double value, MathContext to) {
    return value == null || !Double.isFinite(value)
        ? value
        : Double.valueOf(new BigDecimal(value).round(to).doubleValue());
  }

  @JsonIgnore
  public boolean isAgainstServing() {
    return against == GateBaseline.SERVING;
  }

  /** The metric, the network if it is not the published one, the slice and the compared model. */
  public String displayName() {
    String name = slice == null ? measure() : measure() + " in " + slice;
    return isAgainstServing() ? name + " vs. serving" : name;
  }

  private String measure() {
    if (extractor == null) {
      return metric.toString();
    }
    if (metric == Metric.QUALITY) {
      return extractor.replaceFirst(", sha256:.*", "");
    }
    return extractor.startsWith(OWN_NETWORK)
        ? "%s (%s)".formatted(metric, OWN_NETWORK)
        : metric.toString();
  }
}
