// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.service;

import com.fasterxml.jackson.annotation.JsonProperty;

/** File format of a model. */
public enum ModelFormat {
  /** {@code adapted.onnx}, which runs on ONNX Runtime. */
  @JsonProperty("ONNX")
  ONNX,
  /** {@code adapted.pt}, which runs on libtorch in another server image. */
  @JsonProperty("TorchScript")
  TORCH_SCRIPT
}
