// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.djl.ArrayTransfer;
import io.pentimento.training.djl.ForeachOps;
import io.pentimento.training.djl.TensorList;
import java.util.LinkedHashMap;
import java.util.Map;

/** An exponential moving average of the trainable weights, which often gives better results. */
public final class MovingAverage implements AutoCloseable {
  private final double decay;
  private final boolean warmsUp;
  private final NDManager manager;
  private final Map<String, NDArray> average = new LinkedHashMap<>();
  private final ForeachOps ops;
  private final TensorList averages;
  private final TensorList weights;

  /** Starts with the current values of the parameters. */
  public MovingAverage(NDManager parent, Parameters parameters, double decay, boolean warmsUp) {
    this.decay = decay;
    this.warmsUp = warmsUp;
    this.manager = parent.newSubManager();
    parameters
        .trainable()
        .forEach(
            (name, p) -> {
              NDArray copy = ArrayTransfer.toDevice(manager, ArrayTransfer.toHost(p));
              NDScope.unregister(copy);
              average.put(name, copy);
            });
    this.ops = new ForeachOps(manager);
    this.averages = TensorList.of(average.values());
    this.weights = TensorList.of(parameters.trainable().values());
  }

  /**
   * {@code average ← decay·average + (1 − decay)·weights}, with a smaller decay in the first steps
   * if it warms up.
   */
  public void update(long step) {
    double d = warmsUp ? Math.min(decay, (1.0 + step) / (10.0 + step)) : decay;
    ops.blend(averages, d, weights, 1 - d);
  }

  public StateDict toStateDict() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    average.forEach((name, a) -> state.put(name, ArrayTransfer.toHost(a)));
    return StateDict.of(state);
  }

  public void restore(StateDict state) {
    average.forEach((name, a) -> ArrayTransfer.overwrite(a, state.get(name).data()));
  }

  @Override
  public void close() {
    averages.close();
    weights.close();
    manager.close();
  }
}
