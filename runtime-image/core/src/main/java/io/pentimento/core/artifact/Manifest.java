// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.artifact;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The list of an artefact's files. It is written last: a folder without a manifest is incomplete.
 *
 * @param files by path relative to the folder, with forward slashes
 */
public record Manifest(Map<String, Entry> files) {
  /** The name of the manifest in the artefact's folder. */
  public static final String FILE = "manifest.json";

  private static final Duration IDLE = Duration.ofHours(1);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Size in bytes and {@link Digest} of a file. */
  public record Entry(long size, String digest) {
    private void check(Path folder, Path file) throws IOException {
      if (!Files.exists(file) || !Digest.of(file).equals(digest)) {
        throw new ArtifactException(
            "%s is missing or differs from %s; delete the folder %s to compute it again"
                .formatted(file, FILE, folder));
      }
    }
  }

  public Manifest {
    files = Map.copyOf(files);
  }

  /** Whether one of the files has this digest. */
  public boolean contains(String digest) {
    return files.values().stream().anyMatch(file -> file.digest().equals(digest));
  }

  public static boolean isComplete(Path folder) {
    return Files.exists(folder.resolve(FILE));
  }

  /** Whether the artefact is complete and all files agree with the manifest. */
  public static boolean isIntact(Path folder) throws IOException {
    try {
      verified(folder);
      return true;
    } catch (ArtifactException e) {
      return false;
    }
  }

  /**
   * Computes the digests of all files of the folder and writes the manifest; deletes temporary
   * files.
   */
  public static Manifest close(Path folder) throws IOException {
    Leftovers.remove(folder, IDLE, Instant.now());
    Map<String, Entry> files = new TreeMap<>();
    for (Path file : contents(folder)) {
      String name = folder.relativize(file).toString().replace('\\', '/');
      files.put(name, new Entry(Files.size(file), Digest.of(file)));
    }
    AtomicFile.write(folder.resolve(FILE), JSON.writeValueAsBytes(Map.of("files", files)));
    return new Manifest(files);
  }

  private static List<Path> contents(Path folder) throws IOException {
    return FileTree.files(folder).stream()
        .filter(f -> !isOwn(f.getFileName().toString()) && !AtomicFile.isTemporary(f))
        .toList();
  }

  private static boolean isOwn(String name) {
    return name.equals(FILE) || name.equals(Staging.MARKER);
  }

  /**
   * Reads the manifest and verifies every file.
   *
   * @throws ArtifactException if the artefact is incomplete, or a file is missing or changed; the
   *     message names the file
   */
  public static Manifest verified(Path folder) throws IOException {
    return verified(folder, name -> true);
  }

  /**
   * As {@link #verified(Path)}, for some of the files.
   *
   * @param which by path relative to the folder
   */
  public static Manifest verified(Path folder, Predicate<String> which) throws IOException {
    Manifest manifest = read(folder);
    for (Map.Entry<String, Entry> file : manifest.files().entrySet()) {
      if (which.test(file.getKey())) {
        file.getValue().check(folder, folder.resolve(file.getKey()));
      }
    }
    return manifest;
  }

  /**
   * Reads the manifest without verifying the files.
   *
   * @throws ArtifactException if the artefact is incomplete
   */
  public static Manifest read(Path folder) throws IOException {
    if (!isComplete(folder)) {
      throw new ArtifactException("%s has no %s: it is incomplete".formatted(folder, FILE));
    }
    try {
      return JSON.readValue(folder.resolve(FILE).toFile(), Manifest.class);
    } catch (JacksonException e) {
      throw new ArtifactException(
          "%s is not a manifest; delete the folder to compute it again"
              .formatted(folder.resolve(FILE)));
    }
  }
}
