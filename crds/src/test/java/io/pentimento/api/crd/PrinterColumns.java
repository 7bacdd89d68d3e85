// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.crd;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinitionBuilder;
import java.util.List;

/** The columns of {@code kubectl get}; priority 1 only with {@code -o wide}. */
final class PrinterColumns {
  static final List<CustomResourceColumnDefinition> OF_JOBS =
      List.of(
          column("Phase", "string", ".status.phase").build(),
          column("Progress", "integer", ".status.progress.percentage").build(),
          column("Ready", "string", ".status.conditions[?(@.type==\"Ready\")].status").build(),
          column("Gate", "string", ".status.gate.decision").build(),
          wide("Images", "integer", ".status.stages[?(@.name==\"generate\")].items.done"),
          wide("ETA", "integer", ".status.progress.estimatedRemainingSeconds"),
          wide("Model", "string", ".status.model.active"),
          wide("Published", "string", ".status.model.published"),
          wide("Message", "string", ".status.conditions[?(@.type==\"Ready\")].message"),
          column("Age", "date", ".metadata.creationTimestamp").build());

  static final List<CustomResourceColumnDefinition> OF_SERVICES =
      List.of(
          column("Digest", "string", ".status.model.digest").build(),
          column("Ready", "string", ".status.conditions[?(@.type==\"Ready\")].status").build(),
          column("Verified", "string", ".status.conditions[?(@.type==\"Verified\")].reason")
              .build(),
          column("Rollout", "string", ".status.rollout.state").build(),
          column("Servers", "integer", ".status.readyReplicas").build(),
          wide("URL", "string", ".status.url"),
          wide("Model", "string", ".status.model.uri"),
          wide("Message", "string", ".status.conditions[?(@.type==\"Ready\")].message"),
          column("Age", "date", ".metadata.creationTimestamp").build());

  private PrinterColumns() {}

  private static CustomResourceColumnDefinition wide(String name, String type, String jsonPath) {
    return column(name, type, jsonPath).withPriority(1).build();
  }

  /** Priority 0 is left out, as the API server does: else every second applier has a conflict. */
  private static CustomResourceColumnDefinitionBuilder column(
      String name, String type, String jsonPath) {
    return new CustomResourceColumnDefinitionBuilder()
        .withName(name)
        .withType(type)
        .withJsonPath(jsonPath);
  }
}
