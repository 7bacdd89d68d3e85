// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.delivery;

import static java.util.Objects.requireNonNull;

import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.registry.client.OciReference;
import io.pentimento.registry.client.RegistryClient;
import io.pentimento.registry.evidence.ModelEvidence;
import io.pentimento.registry.evidence.ModelVerification;
import io.pentimento.registry.evidence.PublicKeys;
import io.pentimento.registry.evidence.Verdict;
import io.pentimento.registry.image.ModelPull;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The delivery of a model into a folder.
 *
 * @param model with a digest
 * @param keys one of which must have signed the evidence; empty if no signature is required
 * @param gateMustPass whether the evidence must state that the gate passed
 */
public record ModelDelivery(
    RegistryClient client, OciReference model, PublicKeys keys, boolean gateMustPass) {
  /** Subfolder with the evidence, the metrics and the report, which the server publishes. */
  public static final String EVIDENCE = "evidence";

  public ModelDelivery {
    requireNonNull(client, "client");
    requireNonNull(keys, "keys");
    model.requireDigest();
  }

  /**
   * Verifies the model, and pulls its files only if it is accepted.
   *
   * @throws io.pentimento.registry.client.RegistryException if the registry cannot be read, or its
   *     content does not match the digest
   */
  public Verdict into(Path folder) throws IOException {
    Verdict verdict = new ModelVerification(client, model, keys, gateMustPass).verifyEvidence();
    if (verdict instanceof Verdict.Accepted accepted) {
      new ModelPull(client, model).into(folder);
      keep(accepted, folder);
    }
    return verdict;
  }

  /**
   * Verifies the evidence of a model whose files are mounted as an image of the same digest, and
   * stores the evidence.
   *
   * @throws io.pentimento.registry.client.RegistryException if the registry cannot be read
   */
  public Verdict evidenceInto(Path folder) throws IOException {
    Verdict verdict = new ModelVerification(client, model, keys, gateMustPass).verifyEvidence();
    if (verdict instanceof Verdict.Accepted accepted) {
      keep(accepted, folder);
    }
    return verdict;
  }

  private void keep(Verdict.Accepted accepted, Path folder) throws IOException {
    AtomicFile.write(folder.resolve(EVIDENCE).resolve("evidence.json"), accepted.evidence());
    keep(ModelEvidence.METRICS, folder.resolve(EVIDENCE).resolve("metrics.json"));
    keep(ModelEvidence.REPORT, folder.resolve(EVIDENCE).resolve("report.html"));
  }

  private void keep(String artifactType, Path file) throws IOException {
    Optional<byte[]> content =
        new ModelEvidence(client, model).latest(model.requireDigest(), artifactType);
    if (content.isPresent()) {
      AtomicFile.write(file, content.get());
    }
  }
}
