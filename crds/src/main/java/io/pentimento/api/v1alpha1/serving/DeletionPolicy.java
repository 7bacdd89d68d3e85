// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.serving;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Policy for the servers when their job is deleted. */
public enum DeletionPolicy {
  @JsonProperty("Delete")
  DELETE,
  @JsonProperty("Retain")
  RETAIN
}
