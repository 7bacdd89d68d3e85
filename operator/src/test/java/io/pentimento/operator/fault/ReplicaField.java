// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The field {@code spec.replicas} of Deployments under server-side apply: the default is 1; a field
 * that its last owner omits is reset to the default; a client that changes the value becomes the
 * only owner.
 */
final class ReplicaField {
  private static final String UPDATE = "update";
  private static final String REPLICAS = "replicas";
  private static final int DEFAULT = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Map<String, Set<String>> owners = new ConcurrentHashMap<>();

  /** The object that is created, with its default. */
  ObjectNode created(String path, String manager, ObjectNode object) {
    if (isDeployment(path)) {
      ObjectNode spec = (ObjectNode) object.get("spec");
      owners.put(path, new HashSet<>());
      if (spec.has(REPLICAS)) {
        owners.get(path).add(manager);
      } else {
        spec.put(REPLICAS, DEFAULT);
      }
    }
    return object;
  }

  /** The patch with the whole spec and the resulting count. */
  ObjectNode applied(String path, String manager, ObjectNode known, ObjectNode patch) {
    if (!isDeployment(path)) {
      return patch;
    }
    ObjectNode spec = (ObjectNode) patch.get("spec");
    Set<String> owning = owners.computeIfAbsent(path, any -> new HashSet<>());
    JsonNode before = known.at("/spec/replicas");
    if (spec.has(REPLICAS)) {
      if (!spec.get(REPLICAS).equals(before)) {
        owning.clear();
      }
      owning.add(manager);
    } else {
      boolean wasLast = owning.remove(manager) && owning.isEmpty();
      spec.put(REPLICAS, wasLast ? DEFAULT : before.asInt(DEFAULT));
    }
    if (!spec.has("template")) {
      patch.set("spec", ((ObjectNode) known.get("spec")).deepCopy().setAll(spec));
    }
    return patch;
  }

  /** A write other than an apply becomes the owner of the count. */
  void updated(String path, String content) {
    if (isDeployment(path) && specOf(content).has(REPLICAS)) {
      owners.computeIfAbsent(path, any -> new HashSet<>()).add(UPDATE);
    }
  }

  private static JsonNode specOf(String content) {
    try {
      return MAPPER.readTree(content).path("spec");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static boolean isDeployment(String path) {
    return path.matches(".*/deployments/[^/]+");
  }
}
