// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.device;

import org.jspecify.annotations.Nullable;

/** The configured device does not exist or is not supported by the libraries. */
public final class MissingDeviceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param library that cannot use the GPU
   * @param why the error of the library
   */
  public MissingDeviceException(String library, String why, @Nullable Throwable cause) {
    super(
        "The device is CUDA, but %s cannot use it: %s. Use the images for GPUs on a node with an NVIDIA driver, or set %s=CPU."
            .formatted(library, why.strip(), DeviceChoice.VARIABLE),
        cause);
  }
}
