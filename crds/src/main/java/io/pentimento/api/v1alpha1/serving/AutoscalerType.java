// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.serving;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The component that changes the number of servers. */
public enum AutoscalerType {
  /** A HorizontalPodAutoscaler that the operator creates. */
  @JsonProperty("HorizontalPodAutoscaler")
  HORIZONTAL_POD_AUTOSCALER,
  /** KEDA, another autoscaler, or a user with {@code kubectl scale}. */
  @JsonProperty("External")
  EXTERNAL
}
