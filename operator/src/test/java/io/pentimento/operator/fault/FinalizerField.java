// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The finalizers of an object: a set, of which server-side apply changes only the entries of its
 * field manager.
 */
final class FinalizerField {
  private static final String FIELD = "finalizers";
  private static final String OURS = "pentimento.io/";
  private static final String MANAGER = "pentimento-canary";

  private FinalizerField() {}

  /** Replaces the entries of the patch by those of the resulting object. */
  static ObjectNode applied(String fieldManager, ObjectNode known, ObjectNode patch) {
    ObjectNode metadata = (ObjectNode) patch.get("metadata");
    if (MANAGER.equals(fieldManager)) {
      ArrayNode all = metadata.arrayNode();
      for (JsonNode entry : known.path("metadata").path(FIELD)) {
        if (!entry.asText().startsWith(OURS)) {
          all.add(entry);
        }
      }
      metadata.path(FIELD).forEach(all::add);
      metadata.set(FIELD, all);
    }
    return patch;
  }
}
