package io.pentimento.training.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.pentimento.training.djl.TorchEngine;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Back-propagation; gradients accumulate in the parameters until they are cleared. */
public final class Gradients {
  private Gradients() {}

  /**
   * Computes {@code loss} with gradients and back-propagates it.
   *
   * @param loss makes a scalar; what it allocates besides is freed
   * @return the loss' value
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
   * Back-propagates losses of one output, one after the other, so that the graph of only one of
   * them is in memory at a time.
   *
   * @param output computed with gradients
   * @param losses of the output, each a scalar
   * @return the output without its history; the caller closes it
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

  public static void clear(Parameters parameters) {
    parameters.trainable().values().forEach(p -> JniUtils.zeroGrad((PtNDArray) p));
  }

  /** The Euclidean norm over the gradients of all trainable weights. */
  public static double norm(Parameters parameters) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      double sum = 0;
      for (NDArray p : parameters.trainable().values()) {
        NDArray g = p.getGradient();
        sum += g.mul(g).sum().getFloat();
      }
      return Math.sqrt(sum);
    }
  }
}
