// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.serving;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether the servers are deleted with their job. */
public enum DeletionPolicy {
  @JsonProperty("Delete")
  DELETE,
  @JsonProperty("Retain")
  RETAIN
}
