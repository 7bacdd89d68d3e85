// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomResourceDefinitionTest {
  private static final Path COMMITTED = Path.of(DefinitionWriter.JOBS);
  private static final int LIMIT = 256 * 1024;

  @ParameterizedTest
  @ValueSource(strings = {DefinitionWriter.JOBS, DefinitionWriter.SERVICES})
  void theCommittedDefinitionIsTheOneOfTheTypes(String file, @TempDir Path folder)
      throws IOException {
    Path committed = Path.of(file);
    String generated = DefinitionWriter.write(file, folder);
    if (Boolean.getBoolean("crd.update")) {
      Files.writeString(committed, generated);
    }
    assertThat(Files.readString(committed))
        .as("crds/%s is older than the types; -Dcrd.update=true writes it anew", committed)
        .isEqualTo(generated);
  }

  @ParameterizedTest
  @ValueSource(strings = {DefinitionWriter.JOBS, DefinitionWriter.SERVICES})
  void itFitsIntoAnAnnotationOfClientSideApply(String file) throws IOException {
    assertThat(Files.size(Path.of(file))).isLessThan(LIMIT);
  }

  @Test
  void itHasAShortNameACategoryAndAStatusSubresource() throws IOException {
    CustomResourceDefinition definition = committed();

    assertThat(definition.getSpec().getScope()).isEqualTo("Namespaced");
    assertThat(definition.getSpec().getNames().getShortNames()).containsExactly("aj");
    assertThat(definition.getSpec().getNames().getCategories()).containsExactly("pentimento");
    assertThat(version(definition).getSubresources().getStatus()).isNotNull();
    assertThat(version(definition).getAdditionalPrinterColumns())
        .extracting(CustomResourceColumnDefinition::getName)
        .startsWith("Phase", "Progress", "Ready", "Gate")
        .endsWith("Age");
  }

  @Test
  void onlyFourFieldsAreRequired() throws IOException {
    assertThat(at("spec").getRequired())
        .containsExactlyInAnyOrder("restorer", "prior", "dataset", "workspace");
  }

  @Test
  void conditionsAreKeyedByType() throws IOException {
    JSONSchemaProps conditions = at("status").getProperties().get("conditions");

    assertThat(conditions.getXKubernetesListType()).isEqualTo("map");
    assertThat(conditions.getXKubernetesListMapKeys()).containsExactly("type");
  }

  @Test
  void conditionsFollowTheConventionsOfKubernetes() throws IOException {
    JSONSchemaProps condition =
        at("status").getProperties().get("conditions").getItems().getSchema();

    assertThat(condition.getRequired())
        .containsExactlyInAnyOrder("type", "status", "reason", "message", "lastTransitionTime");
    assertThat(condition.getProperties().get("status").getEnum())
        .extracting(JsonNode::asText)
        .containsExactly("True", "False", "Unknown");
    assertThat(condition.getProperties().get("reason").getMaxLength()).isEqualTo(1024);
    assertThat(condition.getProperties().get("message").getMaxLength()).isEqualTo(32768);
  }

  @Test
  void stagesAndSourcesAreKeyedByNameAndMetricsAreASet() throws IOException {
    for (String list : List.of("stages", "sources")) {
      JSONSchemaProps schema = at("status").getProperties().get(list);
      assertThat(schema.getXKubernetesListType()).isEqualTo("map");
      assertThat(schema.getXKubernetesListMapKeys()).containsExactly("name");
    }
    assertThat(
            at("spec")
                .getProperties()
                .get("evaluation")
                .getProperties()
                .get("metrics")
                .getXKubernetesListType())
        .isEqualTo("set");
  }

  @Test
  void everyIntegerHasAFormat() throws IOException {
    assertThat(Stream.of(at("spec"), at("status")).flatMap(CustomResourceDefinitionTest::schemas))
        .filteredOn(schema -> "integer".equals(schema.getType()))
        .isNotEmpty()
        .allMatch(schema -> List.of("int32", "int64").contains(schema.getFormat()));
  }

  @Test
  void everyFieldOfSpecAndStatusHasADescription() throws IOException {
    assertThat(undescribed("spec", at("spec"))).isEmpty();
    assertThat(undescribed("status", at("status"))).isEmpty();
  }

  /** All other edits are accepted; the job runs again from the first stage that they change. */
  @Test
  void onlyTheWorkspaceIsImmutable() throws IOException {
    JSONSchemaProps workspace = at("spec").getProperties().get("workspace");

    assertThat(schemas(version(committed()).getSchema().getOpenAPIV3Schema()))
        .filteredOn(
            schema ->
                schema.getXKubernetesValidations().stream()
                    .anyMatch(rule -> rule.getRule().contains("oldSelf")))
        .containsExactly(workspace);
    assertThat(workspace.getXKubernetesValidations())
        .singleElement()
        .satisfies(
            rule -> assertThat(rule.getMessage()).contains("persistentVolumeClaim is immutable"));
  }

  @Test
  void noRuleStandsTwiceAndEachHasItsSentence() throws IOException {
    assertThat(schemas(version(committed()).getSchema().getOpenAPIV3Schema()))
        .allSatisfy(
            schema -> {
              assertThat(new HashSet<>(schema.getXKubernetesValidations()))
                  .hasSameSizeAs(schema.getXKubernetesValidations());
              assertThat(schema.getXKubernetesValidations())
                  .allSatisfy(rule -> assertThat(rule.getMessage()).isNotBlank());
            });
  }

  private static CustomResourceDefinition committed() throws IOException {
    return Serialization.unmarshal(Files.readString(COMMITTED), CustomResourceDefinition.class);
  }

  private static CustomResourceDefinitionVersion version(CustomResourceDefinition definition) {
    return definition.getSpec().getVersions().get(0);
  }

  private static JSONSchemaProps at(String field) throws IOException {
    return version(committed()).getSchema().getOpenAPIV3Schema().getProperties().get(field);
  }

  private static Stream<String> undescribed(String path, JSONSchemaProps schema) {
    // Fields of Kubernetes' own types (conditions, resources) are described there.
    if (path.matches(".*\\.(conditions\\[]|resources)")) {
      return Stream.empty();
    }
    Stream<String> inside =
        children(path, schema).entrySet().stream()
            .flatMap(child -> undescribed(child.getKey(), child.getValue()));
    boolean described = schema.getDescription() != null || path.matches("spec|status|.*\\[]");
    return described ? inside : Stream.concat(Stream.of(path), inside);
  }

  private static Map<String, JSONSchemaProps> children(String path, JSONSchemaProps schema) {
    Map<String, JSONSchemaProps> children = new TreeMap<>();
    if (schema.getProperties() != null) {
      schema.getProperties().forEach((name, child) -> children.put(path + "." + name, child));
    }
    if (schema.getItems() != null) {
      children.put(path + "[]", schema.getItems().getSchema());
    }
    return children;
  }

  private static Stream<JSONSchemaProps> schemas(JSONSchemaProps schema) {
    return Stream.concat(
        Stream.of(schema),
        children("", schema).values().stream().flatMap(CustomResourceDefinitionTest::schemas));
  }
}
