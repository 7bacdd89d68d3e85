// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.torchscript;

/** The memory layout of images and convolution weights. */
public enum MemoryLayout {
  /** (N, C, H, W), the order of shapes. */
  CONTIGUOUS,
  /** Channels last, which is preferred by tensor cores. */
  CHANNELS_LAST
}
