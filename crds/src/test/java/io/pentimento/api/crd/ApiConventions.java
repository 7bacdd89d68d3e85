// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.crd;

import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;
import java.util.stream.Stream;

/**
 * Conventions of the Kubernetes API for conditions and lists, which the generator does not apply.
 */
final class ApiConventions {
  private static final String REASON = "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$";

  private ApiConventions() {}

  /**
   * @param root schema of the whole object
   */
  static void ofJobs(JSONSchemaProps root) {
    root.setRequired(List.of("spec"));
    JSONSchemaProps spec = root.getProperties().get("spec");
    spec.setDescription("Desired state: a restorer, a prior, images, and how to combine them.");
    set(at(spec, "evaluation", "metrics"));
    JSONSchemaProps status = root.getProperties().get("status");
    status.setDescription(
        "Observed state, written by the operator. Under 32 KiB for any number of images.");
    map(at(status, "stages"), "name");
    map(at(status, "sources"), "name");
    conditions(status);
  }

  /**
   * @param root schema of the whole object
   */
  static void ofServices(JSONSchemaProps root) {
    root.setRequired(List.of("spec"));
    root.getProperties()
        .get("spec")
        .setDescription("Desired state: the model to serve, its verification, and the servers.");
    JSONSchemaProps status = root.getProperties().get("status");
    status.setDescription("Observed state, written by the operator.");
    conditions(status);
  }

  private static void conditions(JSONSchemaProps status) {
    JSONSchemaProps conditions = at(status, "conditions");
    map(conditions, "type");
    condition(conditions.getItems().getSchema());
  }

  /** As metav1.Condition declares them. */
  private static void condition(JSONSchemaProps condition) {
    condition.setRequired(List.of("lastTransitionTime", "message", "reason", "status", "type"));
    describe(condition, "type", "Type of the condition.").setMaxLength(316L);
    JSONSchemaProps status = describe(condition, "status", "Status of the condition.");
    status.setEnum(
        Stream.of("True", "False", "Unknown")
            .<com.fasterxml.jackson.databind.JsonNode>map(TextNode::valueOf)
            .toList());
    JSONSchemaProps reason = describe(condition, "reason", "Reason for the last transition.");
    reason.setMinLength(1L);
    reason.setMaxLength(1024L);
    reason.setPattern(REASON);
    describe(condition, "message", "Details about the transition, for people.")
        .setMaxLength(32768L);
    describe(condition, "lastTransitionTime", "When status last changed.");
    JSONSchemaProps generation =
        describe(
            condition, "observedGeneration", "metadata.generation that the condition describes.");
    generation.setMinimum(0.0);
    generation.setFormat("int64");
  }

  private static JSONSchemaProps describe(JSONSchemaProps parent, String name, String description) {
    JSONSchemaProps property = at(parent, name);
    property.setDescription(description);
    return property;
  }

  private static JSONSchemaProps at(JSONSchemaProps schema, String... path) {
    JSONSchemaProps found = schema;
    for (String name : path) {
      found = found.getProperties().get(name);
    }
    return found;
  }

  private static void set(JSONSchemaProps list) {
    list.setXKubernetesListType("set");
  }

  /** Writers of different entries do not overwrite each other. */
  private static void map(JSONSchemaProps list, String key) {
    list.setXKubernetesListType("map");
    list.setXKubernetesListMapKeys(List.of(key));
  }
}
