// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.retention;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.worker.input.InputFile;
import io.pentimento.worker.runtime.WorkspaceJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Jobs that may refer to a workspace: those that ran on this machine, and those of a cluster. */
final class KnownJobs {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private KnownJobs() {}

  /** Jobs that {@code pentimento run} ran. */
  static List<AdaptationJob> local(WorkspaceLayout layout) throws IOException {
    Path folder = layout.root().resolve("jobs");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<AdaptationJob> jobs = new ArrayList<>();
    try (Stream<Path> children = Files.list(folder)) {
      for (Path job : children.map(child -> child.resolve("job.yaml")).toList()) {
        if (Files.exists(job)) {
          jobs.add(WorkspaceJson.read(job, AdaptationJobYaml::read));
        }
      }
    }
    return jobs;
  }

  /**
   * Reads the output of {@code kubectl get adaptationjobs -A -o yaml}, or one job.
   *
   * @throws IllegalArgumentException if the file has other content
   */
  static List<AdaptationJob> listed(Path file) throws IOException {
    JsonNode document = parsed(file);
    if (document.path("kind").asText().equals("AdaptationJob")) {
      return List.of(job(document));
    }
    if (!document.path("items").isArray()) {
      throw new IllegalArgumentException(
          "%s contains no jobs; create it with kubectl get adaptationjobs -A -o yaml"
              .formatted(file));
    }
    List<AdaptationJob> jobs = new ArrayList<>();
    for (JsonNode item : document.path("items")) {
      jobs.add(job(item));
    }
    return jobs;
  }

  private static JsonNode parsed(Path file) throws IOException {
    try {
      return YAML.readTree(InputFile.text("--jobs", file));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "--jobs: %s is not valid YAML: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }

  private static AdaptationJob job(JsonNode node) throws IOException {
    return AdaptationJobYaml.read(YAML.writeValueAsString(node));
  }
}
