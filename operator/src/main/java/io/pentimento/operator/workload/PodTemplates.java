// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Merges a partial template into the operator's, as a strategic merge patch does: objects field by
 * field; containers, volumes and variables by name; mounts by path; other lists as a whole.
 */
final class PodTemplates {
  private static final Map<String, String> MERGE_KEYS =
      Map.of(
          "containers", "name",
          "initContainers", "name",
          "volumes", "name",
          "env", "name",
          "imagePullSecrets", "name",
          "resourceClaims", "name",
          "volumeMounts", "mountPath",
          "ports", "containerPort",
          "topologySpreadConstraints", "topologyKey");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final KubernetesSerialization SERIALIZATION =
      new KubernetesSerialization(MAPPER, false);

  private PodTemplates() {}

  static PodTemplateSpec merge(PodTemplateSpec ours, @Nullable PodTemplateSpec theirs) {
    if (theirs == null) {
      return ours;
    }
    ObjectNode merged = SERIALIZATION.convertValue(ours, ObjectNode.class);
    merge(merged, SERIALIZATION.convertValue(theirs, ObjectNode.class));
    return SERIALIZATION.convertValue(merged, PodTemplateSpec.class);
  }

  private static void merge(ObjectNode into, ObjectNode from) {
    from.properties()
        .forEach(
            field ->
                into.set(
                    field.getKey(),
                    merged(field.getKey(), into.get(field.getKey()), field.getValue())));
  }

  private static JsonNode merged(String field, JsonNode ours, JsonNode theirs) {
    if (ours instanceof ObjectNode into && theirs instanceof ObjectNode from) {
      merge(into, from);
      return into;
    }
    if (ours instanceof ArrayNode into && theirs instanceof ArrayNode from) {
      return MERGE_KEYS.containsKey(field) ? mergeByKey(MERGE_KEYS.get(field), into, from) : from;
    }
    return theirs;
  }

  private static ArrayNode mergeByKey(String key, ArrayNode into, ArrayNode from) {
    for (JsonNode item : from) {
      StreamSupport.stream(into.spliterator(), false)
          .filter(known -> known.hasNonNull(key) && known.get(key).equals(item.get(key)))
          .findFirst()
          .ifPresentOrElse(
              known -> merge((ObjectNode) known, (ObjectNode) item), () -> into.add(item));
    }
    return into;
  }
}
