package io.pentimento.api.v1alpha1.status;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** The gate's verdict on exactly one candidate. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GateStatus(
    @JsonPropertyDescription("Failed if any row failed, else Inconclusive if any row is.")
        GateDecision decision,
    @JsonPropertyDescription("Digest of the model that was measured.") String candidate,
    @JsonPropertyDescription("Holdout images that were measured.") Integer images,
    @Size(max = 64) @JsonPropertyDescription("The evidence.") List<MetricResult> metrics,
    @JsonPropertyDescription(
            "Digest of the adapted model that served then, and was measured too; absent if none"
                + " did.")
        String serving) {

  public GateStatus {
    metrics = List.copyOf(requireNonNullElse(metrics, List.of()));
  }

  /** Of a candidate before which nothing served. */
  public GateStatus(
      GateDecision decision, String candidate, Integer images, List<MetricResult> metrics) {
    this(decision, candidate, images, metrics, null);
  }
}
