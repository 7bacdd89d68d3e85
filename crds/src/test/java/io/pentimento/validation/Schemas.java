// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** Schemas and values from one line of YAML. */
final class Schemas {
  private static final YAMLMapper YAML = new YAMLMapper();

  private Schemas() {}

  static Schema schema(String yaml) {
    return new Schema(value(yaml));
  }

  static JsonNode value(String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(yaml, e);
    }
  }
}
