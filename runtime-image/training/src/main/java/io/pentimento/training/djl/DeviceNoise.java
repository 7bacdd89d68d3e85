// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.pentimento.core.random.CounterRandom;

/**
 * Standard normal noise drawn by the device, which is much faster than drawing it on the host and
 * copying it. It depends on (seed, stream) and on the type of device.
 *
 * <p>Uses libtorch's generator, of which the process has one: threads must not draw concurrently.
 */
public final class DeviceNoise {
  private DeviceNoise() {}

  /**
   * Draws unit normal noise.
   *
   * @param stream distinguishes several noises with one seed, such as steps
   */
  public static NDArray normal(NDManager manager, long seed, long stream, long... shape) {
    JniUtils.setSeed(new CounterRandom(seed, new byte[] {'d'}, stream).nextLong());
    return manager.randomNormal(0, 1, new Shape(shape), DjlOps.dataType());
  }
}
