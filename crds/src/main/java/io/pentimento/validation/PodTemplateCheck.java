// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decodes the pod templates of a manifest strictly. The schema does not contain their fields, and
 * an API server silently drops unknown ones from a Job.
 */
final class PodTemplateCheck {
  private static final String FIELD = "podTemplate";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JavaType TEMPLATE = MAPPER.constructType(PodTemplateSpec.class);

  private final List<String> faults = new ArrayList<>();

  private PodTemplateCheck() {}

  /** Violations in the templates, in the words of an API server; empty if there are none. */
  static List<String> faults(JsonNode manifest) {
    PodTemplateCheck check = new PodTemplateCheck();
    FieldPath spec = FieldPath.ROOT.field("spec");
    check.in(spec, manifest.path("spec"));
    for (Map.Entry<String, JsonNode> part : manifest.path("spec").properties()) {
      check.in(spec.field(part.getKey()), part.getValue());
    }
    return List.copyOf(check.faults);
  }

  private void in(FieldPath path, JsonNode part) {
    JsonNode template = part.get(FIELD);
    if (template != null && template.isObject()) {
      template(path.field(FIELD), template);
    }
  }

  private void template(FieldPath path, JsonNode template) {
    try {
      MAPPER.treeToValue(template, PodTemplateSpec.class);
      fields(path, template, TEMPLATE);
    } catch (JsonMappingException e) {
      FieldPath place = path;
      for (JsonMappingException.Reference step : e.getPath()) {
        String name = step.getFieldName();
        place = name == null ? place.item(step.getIndex()) : place.field(name);
      }
      faults.add("%s: Invalid value: %s".formatted(place, e.getOriginalMessage()));
    } catch (JsonProcessingException e) {
      faults.add("%s: Invalid value: %s".formatted(path, e.getOriginalMessage()));
    }
  }

  private void fields(FieldPath path, JsonNode node, JavaType type) {
    if (node.isArray() && type.isCollectionLikeType()) {
      for (int i = 0; i < node.size(); i++) {
        fields(path.item(i), node.get(i), type.getContentType());
      }
    } else if (node.isObject() && !type.isMapLikeType() && !type.isJavaLangObject()) {
      BeanDescription known = MAPPER.getDeserializationConfig().introspect(type);
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        field(path.field(field.getKey()), field, known);
      }
    }
  }

  private void field(FieldPath path, Map.Entry<String, JsonNode> field, BeanDescription known) {
    Optional<BeanPropertyDefinition> property =
        known.findProperties().stream()
            .filter(each -> each.getName().equals(field.getKey()))
            .findFirst();
    if (property.isEmpty()) {
      faults.add("strict decoding error: unknown field \"%s\"".formatted(path));
    } else {
      fields(path, field.getValue(), property.get().getPrimaryType());
    }
  }
}
