// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.device;

/** A device that computes networks. CUDA is the first GPU that the process can use. */
public enum Device {
  CPU,
  CUDA
}
