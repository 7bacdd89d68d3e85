// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.djl.ArrayTransfer;
import io.pentimento.training.djl.ForeachOps;
import io.pentimento.training.djl.ForeachOps.AdamWStep;
import io.pentimento.training.djl.TensorList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * AdamW as {@code torch.optim.AdamW} computes it: epsilon is added after the bias correction, the
 * weight decay is decoupled.
 */
public final class AdamW implements AutoCloseable {
  private static final String FIRST = "exp_avg.";
  private static final String SECOND = "exp_avg_sq.";
  private static final String STEP = "step";

  private final AdamWConfig config;
  private final Gradients gradients;
  private final ForeachOps ops;
  private final NDManager manager;
  private final Map<String, NDArray> first = new LinkedHashMap<>();
  private final Map<String, NDArray> second = new LinkedHashMap<>();
  private final TensorList weights;
  private final TensorList firstMoments;
  private final TensorList secondMoments;
  private long step;

  /** For {@code parameters} with the gradients {@code gradients}. */
  public AdamW(NDManager parent, Parameters parameters, Gradients gradients, AdamWConfig config) {
    this.config = config;
    this.gradients = gradients;
    this.ops = gradients.ops();
    this.manager = parent.newSubManager();
    parameters
        .trainable()
        .forEach(
            (name, p) -> {
              first.put(name, kept(manager.zeros(p.getShape())));
              second.put(name, kept(manager.zeros(p.getShape())));
            });
    this.weights = TensorList.of(parameters.trainable().values());
    this.firstMoments = TensorList.of(first.values());
    this.secondMoments = TensorList.of(second.values());
  }

  /**
   * Updates the weights with their accumulated gradients, then clears the gradients.
   *
   * @param gradientScale factor on all gradients, such as for clipping to a norm
   */
  public void step(double learningRate, double gradientScale) {
    step++;
    double correction1 = 1 - Math.pow(config.beta1(), (double) step);
    double correction2 = Math.sqrt(1 - Math.pow(config.beta2(), (double) step));
    AdamWStep constants =
        new AdamWStep(
            gradientScale,
            config.beta1(),
            config.beta2(),
            config.epsilon(),
            1 - learningRate * config.weightDecay(),
            learningRate / correction1,
            correction2);
    gradients.with(g -> ops.adamW(weights, g, firstMoments, secondMoments, constants));
    gradients.clear();
  }

  public StateDict state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    first.forEach((name, m) -> state.put(FIRST + name, ArrayTransfer.toHost(m)));
    second.forEach((name, v) -> state.put(SECOND + name, ArrayTransfer.toHost(v)));
    // A float holds integers exactly up to 2^24, far more than the steps of any run.
    state.put(STEP, Tensor.of(new float[] {step}, 1));
    return StateDict.of(state);
  }

  public void restore(StateDict state) {
    first.forEach((name, m) -> ArrayTransfer.overwrite(m, state.get(FIRST + name).data()));
    second.forEach((name, v) -> ArrayTransfer.overwrite(v, state.get(SECOND + name).data()));
    step = (long) state.get(STEP).data()[0];
  }

  private static NDArray kept(NDArray array) {
    NDScope.unregister(array);
    return array;
  }

  @Override
  public void close() {
    weights.close();
    firstMoments.close();
    secondMoments.close();
    manager.close();
  }
}
