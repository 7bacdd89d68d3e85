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
import io.pentimento.api.v1alpha1.AdaptationJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Validates a manifest as {@code kubectl apply} would, without a server.
 *
 * <p>In the order of an API server: strict decoding, defaults, schema, and CEL rules. Transition
 * rules are skipped, because there is no stored object. Thread-safe.
 */
public final class AdaptationJobValidator {
  private static final ObjectMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .build();
  private static final ObjectReader ONE_DOCUMENT =
      MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Schema schema = BundledDefinition.schema();
  private final RuleCheck rules = new RuleCheck();

  /**
   * Reads and validates one manifest.
   *
   * @throws IOException if the file cannot be read
   */
  public Validation validate(Path file) throws IOException {
    return validate(Files.readString(file));
  }

  /** Validates one manifest, YAML or JSON. */
  public Validation validate(String yaml) {
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

  private Validation validate(JsonNode manifest) throws JsonProcessingException {
    if (!manifest.isObject()) {
      return refused("the manifest is empty or no object");
    }
    List<String> decoding = UnknownFields.in(manifest, schema);
    if (!decoding.isEmpty()) {
      return new Validation.Invalid(decoding);
    }
    List<String> metadata = MetadataCheck.faults(manifest);
    if (!metadata.isEmpty()) {
      return new Validation.Invalid(metadata);
    }
    List<String> templates = PodTemplateCheck.faults(manifest);
    if (!templates.isEmpty()) {
      return new Validation.Invalid(templates);
    }
    SchemaDefaults.apply(manifest, schema);
    List<String> sentences = check(manifest);
    return sentences.isEmpty() ? accepted(manifest) : new Validation.Invalid(sentences);
  }

  private List<String> check(JsonNode manifest) {
    ValidationFindings findings = new ValidationFindings();
    new StructuralCheck(findings).check(FieldPath.ROOT, manifest, schema);
    if (!findings.areBlocking()) {
      rules.check(FieldPath.ROOT, manifest, schema, findings);
    }
    return findings.sentences();
  }

  private static Validation accepted(JsonNode manifest) throws JsonProcessingException {
    AdaptationJob job = MAPPER.treeToValue(manifest, AdaptationJob.class);
    List<String> unknown =
        job.getMetadata().getAdditionalProperties().keySet().stream()
            .map("strict decoding error: unknown field \"metadata.%s\""::formatted)
            .toList();
    return unknown.isEmpty() ? new Validation.Valid(job) : new Validation.Invalid(unknown);
  }

  private static Validation refused(String sentence) {
    return new Validation.Invalid(List.of(sentence));
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
