// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.pod;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.io.IOException;
import java.util.Map;

/**
 * Reads a pod template without ever failing: the schema accepts any object, and one bad object must
 * not make a list of jobs unreadable. Content that does not fit the type is kept, so that
 * validation finds it and names the field.
 */
public final class PodTemplateDeserializer extends JsonDeserializer<PodTemplateSpec> {

  @Override
  public PodTemplateSpec deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    JsonNode tree = context.readTree(parser);
    try {
      return parser.getCodec().treeToValue(tree, PodTemplateSpec.class);
    } catch (JsonProcessingException e) {
      return asItIs(tree);
    }
  }

  private static PodTemplateSpec asItIs(JsonNode tree) {
    PodTemplateSpec template = new PodTemplateSpec();
    for (Map.Entry<String, JsonNode> field : tree.properties()) {
      template.setAdditionalProperty(field.getKey(), field.getValue());
    }
    return template;
  }
}
