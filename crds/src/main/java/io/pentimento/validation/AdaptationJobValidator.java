// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import io.pentimento.api.v1alpha1.AdaptationJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Validates a manifest as {@code kubectl apply} would, without a server.
 *
 * <p>In the order of an API server: strict decoding, defaults, schema, and CEL rules. Transition
 * rules are skipped, because there is no stored object. Thread-safe.
 */
public final class AdaptationJobValidator {
  private final ManifestValidator<AdaptationJob> manifests =
      new ManifestValidator<>(AdaptationJob.class, AdaptationJob.KIND, "adaptationjobs");

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
    ManifestValidator.Answer<AdaptationJob> answer = manifests.validate(yaml);
    AdaptationJob job = answer.resource();
    return job == null ? new Validation.Invalid(answer.sentences()) : new Validation.Valid(job);
  }
}
