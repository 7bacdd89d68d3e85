// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.crd;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsOrBool;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.api.v1alpha1.service.RestorationServiceSpec;
import io.pentimento.api.v1alpha1.service.RestorationServiceStatus;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Corrects and completes the schema that the generator derives from the types. */
final class SchemaPolish implements CRDPostProcessor {
  private static final Set<String> TIMES =
      Set.of("lastTransitionTime", "lastUpdatedTime", "startTime", "completionTime");

  @Override
  public HasMetadata process(HasMetadata resource, String crdVersion) {
    if (resource instanceof CustomResourceDefinition definition) {
      definition.getMetadata().setLabels(Map.of("app.kubernetes.io/part-of", "pentimento"));
      boolean isService = RestorationService.KIND.equals(definition.getSpec().getNames().getKind());
      definition
          .getSpec()
          .getVersions()
          .forEach(isService ? SchemaPolish::polishService : SchemaPolish::polishJob);
    }
    return resource;
  }

  private static void polishJob(CustomResourceDefinitionVersion version) {
    version.setAdditionalPrinterColumns(PrinterColumns.OF_JOBS);
    JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
    polish(root);
    ApiConventions.ofJobs(root);
    IntegerFormats.apply(root.getProperties().get("spec"), AdaptationJobSpec.class);
    IntegerFormats.apply(root.getProperties().get("status"), AdaptationJobStatus.class);
  }

  private static void polishService(CustomResourceDefinitionVersion version) {
    version.setAdditionalPrinterColumns(PrinterColumns.OF_SERVICES);
    JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
    polish(root);
    ApiConventions.ofServices(root);
    IntegerFormats.apply(root.getProperties().get("spec"), RestorationServiceSpec.class);
    IntegerFormats.apply(root.getProperties().get("status"), RestorationServiceStatus.class);
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
    if (TIMES.contains(name)) {
      property.setFormat("date-time");
    }
    polish(property);
  }

  private static Map<String, JSONSchemaProps> properties(JSONSchemaProps schema) {
    return requireNonNullElse(schema.getProperties(), Map.of());
  }

  /** Server-side apply rejects a definition that contains a rule twice. */
  private static List<ValidationRule> withoutDuplicates(JSONSchemaProps schema) {
    return new ArrayList<>(
        new LinkedHashSet<>(requireNonNullElse(schema.getXKubernetesValidations(), List.of())));
  }

  /** A free-form object may contain values of any type. */
  private static void openUp(JSONSchemaProps schema) {
    schema.setType("object");
    schema.setAdditionalProperties(null);
    schema.setProperties(null);
  }
}
