package io.pentimento.api.v1alpha1;

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
    @Size(max = 32) @JsonPropertyDescription("The evidence.") List<MetricResult> metrics) {

  public GateStatus {
    metrics = List.copyOf(requireNonNullElse(metrics, List.of()));
  }
}
