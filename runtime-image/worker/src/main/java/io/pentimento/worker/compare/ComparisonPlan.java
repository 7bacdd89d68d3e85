// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.compare;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.pentimento.worker.input.InputFile;
import io.pentimento.worker.local.MergePatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The variants of a job to compare.
 *
 * @param groups variants that are shown in tables
 * @param trials candidates that are tested for non-inferiority to a baseline
 * @param job the base manifest of all variants, relative to the plan
 */
record ComparisonPlan(String job, List<Group> groups, List<Trial> trials) {
  private static final ObjectMapper YAML =
      new ObjectMapper(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /**
   * Variants that are shown in one table.
   *
   * @param note a sentence below the title; may be null
   */
  record Group(String title, String note, List<Variant> variants) {}

  /**
   * @param name becomes a part of the job's name
   * @param spec merge patch of the manifest's spec; null for the unchanged manifest, or to show a
   *     variant of this name from an earlier group again
   */
  record Variant(String name, JsonNode spec) {}

  /**
   * @throws IllegalArgumentException if the plan is invalid; the message names file and field
   */
  static ComparisonPlan read(Path file) throws IOException {
    String yaml = InputFile.text("PLAN", file);
    require(!yaml.isBlank(), file, "the plan is empty");
    try {
      return requireNonNull(YAML.readValue(yaml, ComparisonPlan.class)).checked(file);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s: line %d: %s".formatted(file, e.getLocation().getLineNr(), fault(e)), e);
    }
  }

  /** Without the Java classes that Jackson names. */
  private static String fault(JsonProcessingException e) {
    return e instanceof MismatchedInputException mismatch && mismatch.getPath().isEmpty()
        ? "the plan must be an object with job, and groups or trials"
        : e.getOriginalMessage().replaceFirst(" \\(class .*", "");
  }

  ComparisonPlan {
    groups = groups == null ? List.of() : groups;
    trials = trials == null ? List.of() : trials;
  }

  private ComparisonPlan checked(Path file) {
    require(job != null, file, "job is missing: name the base manifest of the variants");
    require(!groups.isEmpty() || !trials.isEmpty(), file, "groups and trials are missing or empty");
    require(!hasNull(groups) && !hasNull(trials), file, "a group or trial is empty");
    Set<String> names = new HashSet<>();
    for (Group group : groups) {
      require(group.title() != null, file, "a group has no title");
      require(
          group.variants() != null && !group.variants().isEmpty(),
          file,
          "group '%s' has no variants".formatted(group.title()));
      group.variants().forEach(variant -> check(variant, names, file));
    }
    for (Trial trial : trials) {
      trial.fault().ifPresent(fault -> require(false, file, fault));
      trial.variants().forEach(variant -> check(variant, names, file));
    }
    return this;
  }

  /** All variants in the order in which they run, each name once. */
  List<Variant> variants() {
    Map<String, Variant> known = new LinkedHashMap<>();
    Stream.concat(
            groups.stream().flatMap(group -> group.variants().stream()),
            trials.stream().flatMap(trial -> trial.variants().stream()))
        .forEach(variant -> known.putIfAbsent(variant.name(), variant));
    return List.copyOf(known.values());
  }

  private static boolean hasNull(List<?> list) {
    return list.stream().anyMatch(Objects::isNull);
  }

  private static void check(@Nullable Variant variant, Set<String> names, Path file) {
    require(variant != null && variant.name() != null, file, "a variant has no name");
    boolean isNew = names.add(requireNonNull(variant).name());
    require(
        isNew || variant.spec() == null,
        file,
        "there are two variants '%s'; omit spec in the later one to show the first one again"
            .formatted(variant.name()));
  }

  private static void require(boolean condition, Path file, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(file + ": " + sentence);
    }
  }

  /** The manifest of a variant. */
  static String manifest(JsonNode job, Variant variant) {
    ObjectNode manifest = job.deepCopy();
    String name = job.path("metadata").path("name").asText();
    manifest.withObject("/metadata").put("name", name + "-" + variant.name());
    if (variant.spec() != null) {
      manifest.set("spec", MergePatch.apply(job.path("spec"), variant.spec()));
    }
    return manifest.toString();
  }
}
