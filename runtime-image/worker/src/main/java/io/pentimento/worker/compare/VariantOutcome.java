// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.compare;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.worker.runtime.WorkspaceJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one variant.
 *
 * @param failure why it has no metrics; null if it has
 * @param metrics the rows of the evaluation's {@code metrics.json}; empty after a failure
 */
record VariantOutcome(String name, @Nullable String failure, JsonNode metrics) {

  static VariantOutcome of(String name, AdaptationJobStatus status, WorkspaceLayout layout)
      throws IOException {
    Optional<StageStatus> evaluated =
        status.stage(StageName.EVALUATE).filter(stage -> stage.state() == StageState.SUCCEEDED);
    if (evaluated.isEmpty()) {
      return failed(name, why(status));
    }
    StageKey key = new StageKey(requireNonNull(evaluated.get().cacheKey(), "cacheKey"));
    Path file = layout.artifact(StageName.EVALUATE, key).resolve("metrics.json");
    JsonNode metrics = WorkspaceJson.read(file, new ObjectMapper()::readTree).path("metrics");
    return new VariantOutcome(name, null, metrics);
  }

  static VariantOutcome failed(String name, String why) {
    return new VariantOutcome(name, why, JsonNodeFactory.instance.arrayNode());
  }

  /** The row of a metric; empty if it was not measured. */
  Optional<JsonNode> metric(Metric metric) {
    return StreamSupport.stream(metrics.spliterator(), false)
        .filter(row -> row.path("result").path("metric").asText().equals(metric.toString()))
        .findFirst();
  }

  private static String why(AdaptationJobStatus status) {
    return status.stages().stream()
        .filter(stage -> stage.state() == StageState.FAILED)
        .map(stage -> stage.name() + " failed: " + stage.message())
        .findFirst()
        .orElse("the job ended in phase " + status.phase());
  }
}
