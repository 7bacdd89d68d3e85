// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * Canonical JSON: sorted fields, no nulls, and integral numbers without a fraction (an API server
 * may return 16 or 16.0). Equal manifests thus have equal keys.
 */
final class CanonicalJson {
  private CanonicalJson() {}

  static StageKey key(JsonNode node) {
    return new StageKey(sha256(text(node)));
  }

  static String text(JsonNode node) {
    if (node.isObject()) {
      return object(node);
    }
    if (node.isArray()) {
      return array(node);
    }
    return node.isNumber() ? number(node) : node.toString();
  }

  private static String object(JsonNode node) {
    TreeMap<String, JsonNode> fields = new TreeMap<>();
    node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    fields.values().removeIf(JsonNode::isNull);
    StringBuilder text = new StringBuilder("{");
    fields.forEach(
        (name, value) -> {
          separate(text);
          text.append(JsonNodeFactory.instance.textNode(name)).append(':').append(text(value));
        });
    return text.append('}').toString();
  }

  private static String array(JsonNode node) {
    StringBuilder text = new StringBuilder("[");
    for (JsonNode element : node) {
      separate(text);
      text.append(text(element));
    }
    return text.append(']').toString();
  }

  private static void separate(StringBuilder text) {
    if (text.length() > 1) {
      text.append(',');
    }
  }

  private static String number(JsonNode node) {
    BigDecimal value = new BigDecimal(node.asText());
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }

  static ObjectNode newObject() {
    return JsonNodeFactory.instance.objectNode();
  }
}
