// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Validates manifests of one kind against its definition, in the order of an API server. */
final class ManifestValidator<T extends CustomResource<?, ?>> {
  private static final ObjectMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .build();
  private static final ObjectReader ONE_DOCUMENT =
      MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Class<T> type;
  private final String kind;
  private final Schema schema;
  private final RuleCheck rules = new RuleCheck();

  /**
   * @param plural name of the kind in its definition's file
   */
  ManifestValidator(Class<T> type, String kind, String plural) {
    this.type = type;
    this.kind = kind;
    this.schema = BundledDefinition.schema(plural);
  }

  /**
   * The answer to a manifest.
   *
   * @param resource with the defaults filled in; null if there are sentences
   * @param sentences what is wrong
   */
  record Answer<T>(@Nullable T resource, List<String> sentences) {}

  Answer<T> validate(String yaml) {
    try {
      return validate(ONE_DOCUMENT.readTree(yaml));
    } catch (JsonMappingException e) {
      return refused("%s: Invalid value: %s".formatted(path(e), e.getOriginalMessage()));
    } catch (JsonProcessingException e) {
      return refused(
          "error converting YAML to JSON: line %d: %s"
              .formatted(e.getLocation().getLineNr(), e.getOriginalMessage()));
    }
  }

  private Answer<T> validate(JsonNode manifest) throws JsonProcessingException {
    if (!manifest.isObject()) {
      return refused("the manifest is empty or no object");
    }
    List<String> numbers = FiniteNumbers.faults(manifest);
    if (!numbers.isEmpty()) {
      return refused(numbers);
    }
    List<String> decoding = UnknownFields.in(manifest, schema);
    if (!decoding.isEmpty()) {
      return refused(decoding);
    }
    List<String> metadata = MetadataCheck.faults(manifest, kind);
    if (!metadata.isEmpty()) {
      return refused(metadata);
    }
    List<String> templates = PodTemplateCheck.faults(manifest);
    if (!templates.isEmpty()) {
      return refused(templates);
    }
    SchemaDefaults.apply(manifest, schema);
    List<String> sentences = check(manifest);
    return sentences.isEmpty() ? accepted(manifest) : refused(sentences);
  }

  private List<String> check(JsonNode manifest) {
    ValidationFindings findings = new ValidationFindings();
    new StructuralCheck(findings).check(FieldPath.ROOT, manifest, schema);
    if (!findings.areBlocking()) {
      rules.check(FieldPath.ROOT, manifest, schema, findings);
    }
    return findings.sentences();
  }

  private Answer<T> accepted(JsonNode manifest) throws JsonProcessingException {
    T resource = MAPPER.treeToValue(manifest, type);
    List<String> unknown =
        resource.getMetadata().getAdditionalProperties().keySet().stream()
            .map("strict decoding error: unknown field \"metadata.%s\""::formatted)
            .toList();
    return unknown.isEmpty() ? new Answer<>(resource, List.of()) : refused(unknown);
  }

  private Answer<T> refused(String sentence) {
    return refused(List.of(sentence));
  }

  private Answer<T> refused(List<String> sentences) {
    return new Answer<>(null, sentences);
  }

  private static String path(JsonMappingException e) {
    FieldPath path = FieldPath.ROOT;
    for (JsonMappingException.Reference step : e.getPath()) {
      String name = step.getFieldName();
      path = name == null ? path.item(step.getIndex()) : path.field(name);
    }
    return path.toString();
  }
}
