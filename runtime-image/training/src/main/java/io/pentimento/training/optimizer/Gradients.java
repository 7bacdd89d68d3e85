package io.pentimento.training.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.pentimento.training.djl.TorchEngine;
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
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      TorchEngine.recordGradients(true);
      NDArray value = loss.get();
      JniUtils.backward((PtNDArray) value, (PtNDArray) value.onesLike(), false, false);
      return value.getFloat();
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
