// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * References of jobs to a workspace, for the process that removes unused files.
 *
 * @param keys of stages and pseudo targets of all jobs
 * @param complete the part of the keys of which personal data are used too
 * @param models digests of the weights of models that serve or may serve
 */
public record WorkspaceCleaning(Set<String> keys, Set<String> complete, Set<String> models) {
  public WorkspaceCleaning {
    keys = sorted(keys);
    complete = sorted(complete);
    models = sorted(models);
  }

  /** The references of both. */
  public WorkspaceCleaning and(WorkspaceCleaning other) {
    return new WorkspaceCleaning(
        union(keys, other.keys), union(complete, other.complete), union(models, other.models));
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> both = new TreeSet<>(one);
    both.addAll(other);
    return both;
  }

  public String toJson() {
    return StageJson.write(this);
  }

  /**
   * @throws IOException if the file cannot be read or has other content; the message names it
   */
  public static WorkspaceCleaning read(Path file) throws IOException {
    try {
      return StageJson.read(Files.readString(file), WorkspaceCleaning.class);
    } catch (JsonProcessingException e) {
      throw new IOException(file + " does not list what jobs use: " + e.getOriginalMessage(), e);
    }
  }

  private static Set<String> sorted(Set<String> set) {
    return Collections.unmodifiableSet(new TreeSet<>(set == null ? Set.of() : set));
  }
}
