// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import org.jspecify.annotations.Nullable;

/**
 * libtorch's convolution, with channels padded to whole blocks.
 *
 * <p>The CPU kernels (oneDNN) process blocks of 16 channels and pad an incomplete last block
 * themselves. On some processors this padding contains uninitialised memory: images and gradients
 * become wrong or non-finite without an error. Explicit zeros do not change the result and cost
 * nothing, because the kernels process whole blocks in any case.
 */
final class Convolution {
  private static final long BLOCK = 16;

  /** Up to this number of channels the kernels read the image unblocked. */
  private static final long UNBLOCKED = 4;

  private Convolution() {}

  /** A convolution that is only called with whole blocks of channels. */
  @FunctionalInterface
  interface Kernel {
    NDArray of(
        NDArray x, NDArray weight, @Nullable NDArray bias, int stride, int padding, int groups);
  }

  /** As {@code torch.conv2d}; {@code bias} may be null. */
  static NDArray of(
      NDArray x, NDArray weight, @Nullable NDArray bias, int stride, int padding, int groups) {
    return of(Convolution::plain, x, weight, bias, stride, padding, groups);
  }

  /** As above, with another kernel. */
  static NDArray of(
      Kernel kernel,
      NDArray x,
      NDArray weight,
      @Nullable NDArray bias,
      int stride,
      int padding,
      int groups) {
    if (groups != 1) {
      return kernel.of(x, weight, bias, stride, padding, groups);
    }
    long in = weight.getShape().get(1);
    long out = weight.getShape().get(0);
    long moreIn = in <= UNBLOCKED ? 0 : missing(in);
    long moreOut = missing(out);
    if (moreIn == 0 && moreOut == 0) {
      return kernel.of(x, weight, bias, stride, padding, 1);
    }
    NDArray y =
        kernel.of(
            moreIn == 0 ? x : padded(x, 0, 0, 0, 0, 0, moreIn),
            padded(weight, 0, 0, 0, 0, 0, moreIn, 0, moreOut),
            bias == null ? null : padded(bias, 0, moreOut),
            stride,
            padding,
            1);
    return moreOut == 0 ? y : JniUtils.slice(pt(y), 1, 0, out, 1);
  }

  private static long missing(long channels) {
    return Math.floorMod(-channels, BLOCK);
  }

  /** {@code amounts} are before and after, starting with the last axis. */
  private static NDArray padded(NDArray x, long... amounts) {
    return JniUtils.pad(pt(x), amounts, 0);
  }

  private static NDArray plain(
      NDArray x, NDArray weight, @Nullable NDArray bias, int stride, int padding, int groups) {
    return JniUtils.convolution(
        pt(x),
        pt(weight),
        bias == null ? null : pt(bias),
        square(stride),
        square(padding),
        square(1),
        groups);
  }

  private static Shape square(long n) {
    return new Shape(n, n);
  }

  private static PtNDArray pt(NDArray x) {
    return (PtNDArray) x;
  }
}
