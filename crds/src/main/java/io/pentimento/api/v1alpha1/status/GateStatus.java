// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.status;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The decision of the gate about one candidate. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GateStatus(
    @JsonPropertyDescription(
            "Failed if any gate failed, otherwise Inconclusive if any gate is inconclusive,"
                + " otherwise Passed.")
        GateDecision decision,
    @JsonPropertyDescription("Digest of the measured model.") String candidate,
    @JsonPropertyDescription("Number of measured holdout images.") @Nullable Integer images,
    @Size(max = 64) @JsonPropertyDescription("The measurements, and the decision of each gate.")
        List<MetricResult> metrics,
    @JsonPropertyDescription(
            "Digest of the adapted model that served during the evaluation and was measured"
                + " too; absent if none served.")
        @Nullable String serving) {

  public GateStatus {
    metrics = List.copyOf(requireNonNullElse(metrics, List.of()));
  }

  /** A decision while no adapted model served. */
  public GateStatus(
      GateDecision decision,
      String candidate,
      @Nullable Integer images,
      List<MetricResult> metrics) {
    this(decision, candidate, images, metrics, null);
  }
}
