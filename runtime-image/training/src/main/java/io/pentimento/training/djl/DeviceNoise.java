package io.pentimento.training.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.pentimento.core.random.CounterRandom;

/**
 * Standard normal noise that the device draws itself, which is much faster than to draw it on the
 * host and copy it. It depends on (seed, stream) and on the kind of device.
 *
 * <p>Uses libtorch's generator, of which the process has one: threads must not draw side by side.
 */
public final class DeviceNoise {
  private DeviceNoise() {}

  /**
   * @param stream tells apart several noises of one seed, such as steps
   */
  public static NDArray normal(NDManager manager, long seed, long stream, long... shape) {
    JniUtils.setSeed(new CounterRandom(seed, new byte[] {'d'}, stream).nextLong());
    return manager.randomNormal(0, 1, new Shape(shape), DjlOps.dataType());
  }
}
