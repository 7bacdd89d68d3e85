// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pentimento.api.v1alpha1.status.StageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The input document of a stage process. Paths follow from the keys by {@link WorkspaceLayout}.
 *
 * @param upstream the finished stages whose artefacts may be read, by name
 * @param digests content of the sources as found by prepare, by source field; empty for prepare
 * @param pseudoTargetSettings names the cache of pseudo targets; null for prepare
 * @param shards number of processes that share the items, 1 for all stages but generate
 * @param shard index of this process, from 0; null if it is given outside the document
 */
public record StageDocument(
    StageName stage,
    StageKey key,
    JobReference job,
    Map<StageName, StageKey> upstream,
    Map<String, String> digests,
    @Nullable StageKey pseudoTargetSettings,
    StageParameters parameters,
    int shards,
    @Nullable Integer shard) {

  public StageDocument {
    requireNonNull(stage, "stage");
    requireNonNull(key, "key");
    requireNonNull(job, "job");
    requireNonNull(parameters, "parameters");
    upstream = Collections.unmodifiableMap(upstream == null ? Map.of() : new TreeMap<>(upstream));
    digests = Collections.unmodifiableMap(digests == null ? Map.of() : new TreeMap<>(digests));
    if (shards < 1 || (shard != null && (shard < 0 || shard >= shards))) {
      throw new IllegalArgumentException("shard " + shard + " is not below " + shards);
    }
  }

  /** A copy for one shard. */
  public StageDocument withShard(int index) {
    return new StageDocument(
        stage, key, job, upstream, digests, pseudoTargetSettings, parameters, shards, index);
  }

  /**
   * The key of a finished stage.
   *
   * @throws IllegalArgumentException if this stage does not build on it
   */
  public StageKey upstream(StageName name) {
    StageKey found = upstream.get(name);
    if (found == null) {
      throw new IllegalArgumentException("the document of " + stage + " names no " + name);
    }
    return found;
  }

  /**
   * The settings that name the cache of pseudo targets.
   *
   * @throws IllegalArgumentException for prepare, which has none
   */
  public StageKey requiredPseudoTargetSettings() {
    if (pseudoTargetSettings == null) {
      throw new IllegalArgumentException(
          "the document of " + stage + " has no pseudoTargetSettings");
    }
    return pseudoTargetSettings;
  }

  public String toJson() {
    return StageJson.write(this);
  }

  /**
   * @throws JsonProcessingException if the text is not a document or has an unknown field
   */
  public static StageDocument fromJson(String json) throws JsonProcessingException {
    return StageJson.read(json, StageDocument.class);
  }

  /**
   * @throws IOException if the file cannot be read or is not a document; the message names it
   */
  public static StageDocument read(Path file) throws IOException {
    try {
      return fromJson(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is not a stage document: " + e.getOriginalMessage(), e);
    }
  }
}
