package io.pentimento.api.crd;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsOrBool;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the generator cannot say, or says wrongly. */
final class SchemaPolish implements CRDPostProcessor {
  private static final Set<String> TIMES =
      Set.of("lastTransitionTime", "lastUpdatedTime", "startedAt", "finishedAt");

  @Override
  public HasMetadata process(HasMetadata resource, String crdVersion) {
    if (resource instanceof CustomResourceDefinition definition) {
      definition.getMetadata().setLabels(Map.of("app.kubernetes.io/part-of", "pentimento"));
      definition.getSpec().getVersions().forEach(SchemaPolish::polish);
    }
    return resource;
  }

  private static void polish(CustomResourceDefinitionVersion version) {
    version.setAdditionalPrinterColumns(PrinterColumns.IN_ORDER);
    JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
    root.setRequired(List.of("spec"));
    polish(root);
  }

  private static void polish(JSONSchemaProps schema) {
    schema.setXKubernetesValidations(withoutDuplicates(schema));
    if (Boolean.TRUE.equals(schema.getXKubernetesPreserveUnknownFields())) {
      openUp(schema);
    }
    properties(schema).forEach(SchemaPolish::polish);
    if (schema.getItems() != null) {
      polish(schema.getItems().getSchema());
    }
    JSONSchemaPropsOrBool values = schema.getAdditionalProperties();
    if (values != null && values.getSchema() != null) {
      polish(values.getSchema());
    }
  }

  private static void polish(String name, JSONSchemaProps property) {
    if (name.equals("conditions")) {
      keyByType(property);
    }
    if (TIMES.contains(name)) {
      property.setFormat("date-time");
    }
    polish(property);
  }

  private static Map<String, JSONSchemaProps> properties(JSONSchemaProps schema) {
    return requireNonNullElse(schema.getProperties(), Map.of());
  }

  /** Server-side apply refuses a definition in which a rule stands twice. */
  private static List<ValidationRule> withoutDuplicates(JSONSchemaProps schema) {
    return new ArrayList<>(
        new LinkedHashSet<>(requireNonNullElse(schema.getXKubernetesValidations(), List.of())));
  }

  /** Any value may stand in a free-form object, not only objects. */
  private static void openUp(JSONSchemaProps schema) {
    schema.setType("object");
    schema.setAdditionalProperties(null);
    schema.setProperties(null);
  }

  /** So that two writers of conditions do not overwrite each other's. */
  private static void keyByType(JSONSchemaProps conditions) {
    conditions.setXKubernetesListType("map");
    conditions.setXKubernetesListMapKeys(List.of("type"));
    conditions.getItems().getSchema().setRequired(List.of("type", "status"));
  }
}
