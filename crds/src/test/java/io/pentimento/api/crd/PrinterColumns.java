package io.pentimento.api.crd;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinitionBuilder;
import java.util.List;

/** What {@code kubectl get aj} shows; priority 1 only with {@code -o wide}. */
final class PrinterColumns {
  static final List<CustomResourceColumnDefinition> IN_ORDER =
      List.of(
          column("Phase", "string", 0, ".status.phase"),
          column("Progress", "integer", 0, ".status.progress.percentage"),
          column("Ready", "string", 0, ".status.conditions[?(@.type==\"Ready\")].status"),
          column("Gate", "string", 0, ".status.gate.decision"),
          column("Images", "integer", 1, ".status.stages[?(@.name==\"generate\")].items.done"),
          column("ETA", "integer", 1, ".status.progress.estimatedRemainingSeconds"),
          column("Model", "string", 1, ".status.model.active"),
          column("Message", "string", 1, ".status.conditions[?(@.type==\"Ready\")].message"),
          column("Age", "date", 0, ".metadata.creationTimestamp"));

  private PrinterColumns() {}

  private static CustomResourceColumnDefinition column(
      String name, String type, int priority, String jsonPath) {
    return new CustomResourceColumnDefinitionBuilder()
        .withName(name)
        .withType(type)
        .withPriority(priority)
        .withJsonPath(jsonPath)
        .build();
  }
}
