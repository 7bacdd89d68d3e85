// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.script;

import ai.djl.pytorch.jni.JniUtils;
import io.pentimento.core.torchscript.MemoryLayout;

/**
 * Settings for running a script on libtorch.
 *
 * @param reduced the type of tensors in reduced precision
 * @param layout of images and convolution weights
 * @param fusing whether libtorch may profile the script during its first runs and fuse operations
 */
public record ScriptSettings(ReducedType reduced, MemoryLayout layout, boolean fusing) {

  /** libtorch keeps this setting per thread. */
  void applyToThread() {
    JniUtils.setGraphExecutorOptimize(fusing);
  }
}
