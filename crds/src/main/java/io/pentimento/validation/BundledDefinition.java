// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Schemas of the kinds, from the definitions that are packaged with this library. */
final class BundledDefinition {
  private static final String RESOURCE = "/io/pentimento/api/%s.pentimento.io-v1.yml";
  private static final ObjectMapper YAML = new YAMLMapper();

  private BundledDefinition() {}

  /** The schema of the whole object; metadata is left to the API machinery, as on a server. */
  static Schema schema(String plural) {
    JsonNode root =
        read(RESOURCE.formatted(plural)).at("/spec/versions/0/schema/openAPIV3Schema").deepCopy();
    ObjectNode properties = (ObjectNode) root.get("properties");
    properties.putObject("apiVersion").put("type", "string");
    properties.putObject("kind").put("type", "string");
    properties
        .putObject("metadata")
        .put("type", "object")
        .put("x-kubernetes-preserve-unknown-fields", true);
    return new Schema(root);
  }

  private static JsonNode read(String resource) {
    try (InputStream stream = BundledDefinition.class.getResourceAsStream(resource)) {
      return YAML.readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read from the class path", e);
    }
  }
}
