// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.service;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Mechanism that brings the files of a published model into server pods. The evidence is verified
 * either way.
 */
public enum ModelDelivery {
  /** An init container pulls them into an {@code emptyDir}. */
  @JsonProperty("InitContainer")
  INIT_CONTAINER,
  /** The node pulls the image once and mounts it, from Kubernetes 1.35 on. */
  @JsonProperty("ImageVolume")
  IMAGE_VOLUME
}
