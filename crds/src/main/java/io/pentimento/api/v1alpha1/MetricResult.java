package io.pentimento.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/**
 * One metric on the holdout. Improvements are fractions of the base's value, positive if better.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MetricResult(
    @Required @JsonPropertyDescription("The metric.") Metric metric,
    @JsonPropertyDescription("Value of the model before adaptation.") Double base,
    @JsonPropertyDescription("Value of the adapted model.") Double adapted,
    @JsonPropertyDescription("Improvement as a fraction of the base's value.") Double improvement,
    @JsonPropertyDescription("Lower end of the improvement's confidence interval.") Double lower,
    @JsonPropertyDescription("Upper end of the improvement's confidence interval.") Double upper,
    @JsonPropertyDescription("Improvement that the gate asks for; absent without a gate row.")
        Double required,
    @JsonPropertyDescription("What this row says; absent without a gate row.")
        GateDecision decision,
    @JsonPropertyDescription(
            "The network behind a metric and the digest of its weights: values of"
                + " different extractors cannot be compared.")
        String extractor,
    @JsonPropertyDescription(
            "The folder of the holdout that this row is about; absent for all of it.")
        String slice) {
  /** How the extractor of a perceptual distance begins that is not the published LPIPS. */
  public static final String OWN_NETWORK = "own network";

  /** Of a metric without a network. */
  public MetricResult(
      Metric metric,
      Double base,
      Double adapted,
      Double improvement,
      Double lower,
      Double upper,
      Double required,
      GateDecision decision) {
    this(metric, base, adapted, improvement, lower, upper, required, decision, null, null);
  }

  public MetricResult withExtractor(String network) {
    return new MetricResult(
        metric, base, adapted, improvement, lower, upper, required, decision, network, slice);
  }

  /** What a gate row says of these numbers. */
  public MetricResult judged(Double asked, GateDecision said) {
    return new MetricResult(
        metric, base, adapted, improvement, lower, upper, asked, said, extractor, slice);
  }

  /** The same numbers, of one folder of the holdout. */
  public MetricResult inSlice(String folder) {
    return new MetricResult(
        metric, base, adapted, improvement, lower, upper, required, decision, extractor, folder);
  }

  /** LPIPS only where the published network measured it; with the slice. */
  public String displayName() {
    return slice == null ? measure() : measure() + " in " + slice;
  }

  private String measure() {
    if (extractor == null) {
      return metric.toString();
    }
    if (metric == Metric.QUALITY) {
      return extractor.replaceFirst(", sha256:.*", "");
    }
    return extractor.startsWith(OWN_NETWORK) ? "perceptual distance" : metric.toString();
  }
}
