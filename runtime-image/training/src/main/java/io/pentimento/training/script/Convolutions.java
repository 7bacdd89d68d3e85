// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.script;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.pentimento.training.optimizer.Gradients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ensures that the convolutions in a module are correct.
 *
 * <p>On some processors libtorch's fast CPU kernels (oneDNN) return wrong results if channels do
 * not fill whole blocks. Pentimento's networks pad their channels; modules do not. Each process
 * therefore runs one convolution with a known result. If it is wrong, libtorch's own kernels, which
 * are correct but many times slower, are used as long as a module is loaded.
 */
final class Convolutions {
  private static final Logger LOG = LoggerFactory.getLogger(Convolutions.class);

  private static final int IMAGES = 2;
  private static final int COLOURS = 3;
  private static final int CHANNELS = 20;
  private static final int KERNEL = 3;
  private static final int SIDE = 24;
  private static final float TOLERANCE = 1e-3f;

  private static @Nullable Boolean exact;
  private static int modules;

  private Convolutions() {}

  /** Effective until the manager is closed; does nothing on a GPU. */
  static synchronized void requireExact(NDManager manager) throws IOException {
    if (manager.getDevice().isGpu()) {
      return;
    }
    if (exact == null) {
      exact = isExact(manager);
      if (!exact) {
        LOG.warn(
            "this processor's fast convolutions (oneDNN) return wrong results; the module uses"
                + " slower ones. A GPU is not affected.");
      }
    }
    if (!exact) {
      useFastKernels(false);
      modules++;
      manager.attachInternal("exact-convolutions-" + UUID.randomUUID(), Convolutions::release);
    }
  }

  private static synchronized void release() throws IOException {
    modules--;
    if (modules == 0) {
      useFastKernels(true);
    }
  }

  /**
   * Two convolutions of ones with ones: every result, and every gradient, is the number of added
   * products. Two images are used because a single image has other kernels.
   */
  private static boolean isExact(NDManager parent) {
    boolean recording = JniUtils.isGradMode();
    try (NDManager manager = parent.newSubManager()) {
      PtNDArray x = (PtNDArray) manager.ones(new Shape(IMAGES, COLOURS, SIDE, SIDE));
      PtNDArray in = (PtNDArray) manager.ones(new Shape(CHANNELS, COLOURS, KERNEL, KERNEL));
      PtNDArray out = (PtNDArray) manager.ones(new Shape(COLOURS, CHANNELS, KERNEL, KERNEL));
      in.setRequiresGradient(true);
      out.setRequiresGradient(true);
      poison(manager);
      float[][] y = new float[1][];
      Gradients.accumulate(
          () -> {
            NDArray result = convolved(convolved(x, in), out);
            y[0] = result.toFloatArray();
            return result.sum();
          });
      int seen = COLOURS * KERNEL * KERNEL;
      int pixels = IMAGES * (SIDE - 2 * KERNEL + 2) * (SIDE - 2 * KERNEL + 2);
      return all(y[0], seen * CHANNELS * KERNEL * KERNEL)
          && all(in.getGradient().toFloatArray(), pixels * seen)
          && all(out.getGradient().toFloatArray(), pixels * seen);
    } finally {
      JniUtils.setGradMode(recording);
    }
  }

  private static NDArray convolved(NDArray x, PtNDArray w) {
    Shape one = new Shape(1, 1);
    return JniUtils.convolution((PtNDArray) x, w, null, one, new Shape(0, 0), one, 1);
  }

  /** Fills memory that a kernel may read without having written it with values other than zero. */
  private static void poison(NDManager parent) {
    for (int i = 0; i < 8; i++) {
      try (NDManager scratch = parent.newSubManager()) {
        scratch.full(new Shape(IMAGES, 2 * CHANNELS, SIDE, SIDE), Float.NaN);
        scratch.full(new Shape(2 * CHANNELS, 2 * CHANNELS, KERNEL, KERNEL), Float.NaN);
      }
    }
  }

  private static boolean all(float[] values, float expected) {
    for (float v : values) {
      if (!(Math.abs(v - expected) <= TOLERANCE * expected)) {
        return false;
      }
    }
    return true;
  }

  /** DJL does not expose this setting of libtorch; the C++ symbol names are those of Linux. */
  private static void useFastKernels(boolean wanted) throws IOException {
    NativeLibrary torch = NativeLibrary.getInstance(loadedLibrary("libtorch_cpu.so"));
    Pointer context = torch.getFunction("_ZN2at13globalContextEv").invokePointer(new Object[] {});
    torch
        .getFunction("_ZN2at7Context20setUserEnabledMkldnnEb")
        .invokeVoid(new Object[] {context, wanted});
  }

  private static String loadedLibrary(String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/maps")).stream()
        .filter(line -> line.endsWith("/" + name))
        .map(line -> line.substring(line.indexOf('/')))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    name + " cannot be loaded, and this processor's fast convolutions are wrong"));
  }
}
