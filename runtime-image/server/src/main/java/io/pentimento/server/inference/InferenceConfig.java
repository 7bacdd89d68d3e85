// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The model's declared tensor format; requests can use another format for each tensor. */
@ConfigMapping(prefix = "pentimento.inference")
public interface InferenceConfig {
  /** The datatype that the metadata declare: FP32, UINT8 or BYTES. */
  @WithDefault("FP32")
  TensorType datatype();

  /** The layout that the metadata declare: NCHW or NHWC. */
  @WithDefault("NCHW")
  Layout layout();
}
