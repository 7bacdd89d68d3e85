// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A JSON merge patch (RFC 7386): objects are merged, null removes a value, other values replace it.
 */
public final class MergePatch {
  private MergePatch() {}

  /** The patched value; the arguments are not changed. */
  public static JsonNode apply(JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch.deepCopy();
    }
    ObjectNode result =
        target instanceof ObjectNode object
            ? object.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    patch
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isNull()) {
                result.remove(field.getKey());
              } else {
                JsonNode old = result.path(field.getKey());
                result.set(field.getKey(), apply(old, field.getValue()));
              }
            });
    return result;
  }

  /** A patch that is equivalent to both patches, applied one after the other. */
  public static JsonNode compose(JsonNode first, JsonNode second) {
    if (!(first instanceof ObjectNode) || !second.isObject()) {
      return second.deepCopy();
    }
    ObjectNode both = first.deepCopy();
    second
        .properties()
        .forEach(
            field ->
                both.set(field.getKey(), compose(both.path(field.getKey()), field.getValue())));
    return both;
  }
}
