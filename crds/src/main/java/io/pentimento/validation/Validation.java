// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import io.pentimento.api.v1alpha1.AdaptationJob;
import java.util.List;
import java.util.Optional;

/** The result of validating a manifest. */
public sealed interface Validation {
  /** The job with defaults filled in; empty if the manifest is invalid. */
  Optional<AdaptationJob> validJob();

  /** One sentence for each violation, beginning with the path of the field if it has one. */
  List<String> violations();

  /** The job with the defaults of the definition filled in. */
  record Valid(AdaptationJob job) implements Validation {
    @Override
    public Optional<AdaptationJob> validJob() {
      return Optional.of(job);
    }

    @Override
    public List<String> violations() {
      return List.of();
    }
  }

  /** The manifest violates the schema or a rule. */
  record Invalid(List<String> violations) implements Validation {
    public Invalid {
      violations = List.copyOf(violations);
    }

    @Override
    public Optional<AdaptationJob> validJob() {
      return Optional.empty();
    }
  }
}
