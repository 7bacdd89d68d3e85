// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.evidence;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Result of the verification of a published model. */
public sealed interface Verdict {

  /** Why the model must not be used; empty if it is accepted. */
  Optional<Rejected> rejection();

  /** The checks, in this order. */
  enum Check {
    /** Every layer has the content of its digest. */
    CONTENT("ContentDamaged"),
    /** The model has a statement. */
    EVIDENCE("EvidenceMissing"),
    /** A trusted key signed the statement. */
    SIGNATURE("SignatureUntrusted"),
    /** The statement is about this digest. */
    SUBJECT("SubjectMismatch"),
    /** The gate passed. */
    GATE("GateNotPassed");

    private final String reason;

    Check(String reason) {
      this.reason = reason;
    }

    /** The reason of a failed check, in one UpperCamelCase word. */
    public String reason() {
      return reason;
    }
  }

  /**
   * The model may be used.
   *
   * @param signer id of the key that signed the statement; null if no signature was required
   * @param evidence the statement or envelope as it is stored
   */
  record Accepted(@Nullable String signer, Statement statement, byte[] evidence)
      implements Verdict {
    public Accepted {
      requireNonNull(statement, "statement");
    }

    @Override
    public Optional<Rejected> rejection() {
      return Optional.empty();
    }
  }

  /** The model must not be used. */
  record Rejected(Check check, String message) implements Verdict {
    public Rejected {
      requireNonNull(check, "check");
      requireNonNull(message, "message");
    }

    @Override
    public Optional<Rejected> rejection() {
      return Optional.of(this);
    }
  }
}
