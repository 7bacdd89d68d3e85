package io.pentimento.validation;

import io.pentimento.api.v1alpha1.AdaptationJob;
import java.util.List;

/** The answer to a manifest. */
public sealed interface Validation {
  /** Accepted: the job with the definition's defaults filled in. */
  record Valid(AdaptationJob job) implements Validation {}

  /** Refused: one sentence per fault, each beginning with the field's path where it has one. */
  record Invalid(List<String> sentences) implements Validation {
    public Invalid {
      sentences = List.copyOf(sentences);
    }
  }
}
