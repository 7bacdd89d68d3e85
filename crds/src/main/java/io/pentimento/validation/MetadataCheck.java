// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.pentimento.api.v1alpha1.AdaptationJob;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Checks that the API machinery applies to every object: type and name. */
final class MetadataCheck {
  private static final String API_VERSION = AdaptationJob.GROUP + "/" + AdaptationJob.VERSION;
  private static final int MAX_LENGTH = 253;
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private MetadataCheck() {}

  static List<String> faults(JsonNode manifest, String wanted) {
    List<String> sentences = new ArrayList<>();
    String version = manifest.path("apiVersion").asText();
    String kind = manifest.path("kind").asText();
    if (!version.equals(API_VERSION) || !kind.equals(wanted)) {
      sentences.add(
          "no matches for kind \"%s\" in version \"%s\": this must be %s in version \"%s\""
              .formatted(kind, version, withArticle(wanted), API_VERSION));
    }
    JsonNode metadata = manifest.path("metadata");
    List<String> types = wrongTypes(metadata);
    sentences.addAll(types);
    if (types.isEmpty()) {
      name(metadata.path("name").asText(), sentences);
    }
    return sentences;
  }

  /** YAML takes an unquoted 1 or true for another type, which a server cannot decode. */
  private static List<String> wrongTypes(JsonNode metadata) {
    List<String> sentences = new ArrayList<>();
    FieldPath path = FieldPath.ROOT.field("metadata");
    for (String field : List.of("name", "namespace")) {
      text(path.field(field), metadata.path(field), sentences);
    }
    for (String map : List.of("labels", "annotations")) {
      FieldPath inside = path.field(map);
      metadata
          .path(map)
          .properties()
          .forEach(entry -> text(inside.field(entry.getKey()), entry.getValue(), sentences));
    }
    return sentences;
  }

  private static void text(FieldPath path, JsonNode value, List<String> sentences) {
    if (value.isNumber() || value.isBoolean()) {
      sentences.add(
          "%s: Invalid value: %s: must be a string; put it in quotes".formatted(path, value));
    }
  }

  private static String withArticle(String kind) {
    return (AdaptationJob.KIND.equals(kind) ? "an " : "a ") + kind;
  }

  private static void name(String name, List<String> sentences) {
    if (name.isEmpty()) {
      sentences.add("metadata.name: Required value: name or generateName is required");
    } else {
      invalid(name, sentences);
    }
  }

  /** The message of the API server. */
  private static void invalid(String name, List<String> sentences) {
    String invalid = "metadata.name: Invalid value: \"%s\": ".formatted(name);
    if (name.length() > MAX_LENGTH) {
      sentences.add(invalid + "must be no more than %d characters".formatted(MAX_LENGTH));
    }
    if (!SUBDOMAIN.matcher(name).matches()) {
      sentences.add(
          invalid
              + "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters,"
              + " '-' or '.', and must start and end with an alphanumeric character");
    }
  }
}
