// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.pentimento.training.djl.ForeachOps;
import io.pentimento.training.djl.TensorList;
import io.pentimento.training.djl.TorchEngine;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Back-propagation; gradients accumulate in the parameters until they are cleared. */
public final class Gradients {
  private final Parameters parameters;
  private final ForeachOps ops;

  /** The gradients of {@code parameters}. */
  public Gradients(NDManager manager, Parameters parameters) {
    this.parameters = parameters;
    this.ops = new ForeachOps(manager);
  }

  /**
   * Computes {@code loss} with gradients and back-propagates it.
   *
   * @param loss computes a scalar; its other allocations are freed
   * @return the value of the loss
   */
  public static float accumulate(Supplier<NDArray> loss) {
    boolean recording = JniUtils.isGradMode();
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      TorchEngine.recordGradients(true);
      NDArray value = loss.get();
      JniUtils.backward((PtNDArray) value, (PtNDArray) value.onesLike(), false, false);
      return value.getFloat();
    } finally {
      TorchEngine.recordGradients(recording);
    }
  }

  /**
   * Back-propagates several losses of one output one after the other, so that only one of their
   * graphs is in memory at a time.
   *
   * @param output computed with gradients
   * @param losses of the output, each a scalar
   * @return the output without its graph; the caller closes it
   */
  public static NDArray accumulate(
      Supplier<NDArray> output, List<Function<NDArray, NDArray>> losses) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      TorchEngine.recordGradients(true);
      NDArray made = output.get();
      NDArray leaf = made.stopGradient();
      leaf.setRequiresGradient(true);
      losses.forEach(loss -> accumulate(() -> loss.apply(leaf)));
      JniUtils.backward((PtNDArray) made, (PtNDArray) leaf.getGradient(), false, false);
      NDArray detached = leaf.stopGradient();
      NDScope.unregister(detached);
      return detached;
    } finally {
      TorchEngine.recordGradients(false);
    }
  }

  /** Sets the gradients of all trainable weights to zero. */
  public void clear() {
    with(ops::zero);
  }

  /** The Euclidean norm over the gradients of all trainable weights; waits for the device. */
  public double norm() {
    float[] norm = new float[1];
    with(g -> norm[0] = ops.norm(g));
    return norm[0];
  }

  ForeachOps ops() {
    return ops;
  }

  /** Passes the current gradients to the function without giving up ownership. */
  void with(Consumer<TensorList> use) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      List<NDArray> gradients =
          parameters.trainable().values().stream().map(NDArray::getGradient).toList();
      try (TensorList list = TensorList.of(gradients)) {
        use.accept(list);
      }
    }
  }
}
