// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonProperty;

/** State of a stage. */
public enum StageState {
  /** Not started: an earlier stage, quota or a node is missing; the reason says which. */
  @JsonProperty("Waiting")
  WAITING(false),
  @JsonProperty("Running")
  RUNNING(false),
  /** Its artefacts are complete, whether it computed them or found them in the workspace. */
  @JsonProperty("Succeeded")
  SUCCEEDED(true),
  @JsonProperty("Failed")
  FAILED(true);

  private final boolean terminal;

  StageState(boolean terminal) {
    this.terminal = terminal;
  }

  /** Whether the state is final until the spec changes. */
  public boolean isTerminal() {
    return terminal;
  }
}
