// SPDX-License-Identifier: Apache-2.0
package io.pentimento.reason;

import static java.util.Objects.requireNonNull;

/** A reason that Kubernetes or a process of another version reports. */
record ReportedReason(String word) implements Reason {
  ReportedReason {
    requireNonNull(word, "word");
  }

  @Override
  public String meaning() {
    return "See the message.";
  }

  @Override
  public String action() {
    return "";
  }
}
