// SPDX-License-Identifier: Apache-2.0
package io.pentimento.reason;

import org.jspecify.annotations.Nullable;

/** Why a condition, a stage or a process is in its state. */
public interface Reason {
  /** The reason in one UpperCamelCase word, as it appears in the status. */
  String word();

  /** One or more sentences for the documentation. */
  String meaning();

  /** What the user can do, beginning in lower case; empty if nothing needs to be done. */
  String action();

  /** Whether a status entry, an event or a message has this reason. */
  default boolean is(@Nullable String other) {
    return word().equals(other);
  }

  /**
   * The known reason with this word, or one that only repeats it.
   *
   * @param word null or empty for an unknown reason
   */
  static Reason of(@Nullable String word) {
    String present = word == null || word.isEmpty() ? "Unknown" : word;
    return KnownReasons.of(present).orElseGet(() -> new ReportedReason(present));
  }
}
