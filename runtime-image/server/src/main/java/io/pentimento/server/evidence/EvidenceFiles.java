// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.evidence;

import io.pentimento.server.config.ModelConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the evidence files of the served model: statement, metrics and report. */
@ApplicationScoped
class EvidenceFiles {
  private final EvidenceConfig evidence;
  private final ModelConfig model;

  @Inject
  EvidenceFiles(EvidenceConfig evidence, ModelConfig model) {
    this.evidence = evidence;
    this.model = model;
  }

  /**
   * The content of a file.
   *
   * @throws NotFoundException if the model has no such file
   */
  byte[] read(String name) {
    Path file = folder().map(folder -> folder.resolve(name)).orElseThrow(() -> missing(name));
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw missing(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Path> folder() {
    return evidence.path().or(() -> model.path().map(EvidenceFiles::besideModel));
  }

  private static Path besideModel(Path model) {
    return Files.isDirectory(model) ? model.resolve("evidence") : model.resolveSibling("evidence");
  }

  private static NotFoundException missing(String name) {
    return new NotFoundException(
        "The served model was delivered without %s. Published models contain it; for a job, it is in the workspace."
            .formatted(name));
  }
}
