// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.image;

import static java.util.Objects.requireNonNull;

import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.artifact.Manifest;
import io.pentimento.registry.client.OciReference;
import io.pentimento.registry.client.RegistryClient;
import io.pentimento.registry.client.RegistryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Pulls a model into a folder. The folder is complete when it has a manifest with the checksums of
 * all files, which is written last. Files of an interrupted pull are not downloaded again.
 */
public final class ModelPull {
  /** Names the model in a folder: one line, the address by digest. */
  public static final String ADDRESS = "address.txt";

  private final RegistryClient client;
  private final OciReference reference;

  /**
   * @param reference with a digest
   */
  public ModelPull(RegistryClient client, OciReference reference) {
    this.client = requireNonNull(client, "client");
    this.reference = reference;
    reference.requireDigest();
  }

  /**
   * Fills the folder, unless it contains this model already.
   *
   * @throws IllegalArgumentException if the folder contains something else
   * @throws RegistryException if the model cannot be read, or its content has another digest
   */
  public void into(Path folder) throws IOException {
    if (isComplete(folder)) {
      return;
    }
    requireFree(folder);
    AtomicFile.write(folder.resolve(ADDRESS), (reference + "\n").getBytes(StandardCharsets.UTF_8));
    ImageLayers.of(client, reference).fetch(client, folder);
    Manifest.close(folder);
  }

  private boolean isComplete(Path folder) throws IOException {
    return isSame(folder) && Manifest.isComplete(folder) && Manifest.isIntact(folder);
  }

  private boolean isSame(Path folder) throws IOException {
    Path address = folder.resolve(ADDRESS);
    return Files.exists(address)
        && OciReference.parse(Files.readString(address).strip())
            .requireDigest()
            .equals(reference.digest());
  }

  private void requireFree(Path folder) throws IOException {
    if (!Files.isDirectory(folder) || isSame(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new IllegalArgumentException(
            "%s contains other files than those of %s; choose an empty folder"
                .formatted(folder, reference));
      }
    }
  }
}
