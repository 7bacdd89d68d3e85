// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.djl.ArrayTransfer;
import io.pentimento.training.djl.ParameterSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** The named weights of one network in native memory, some of them trainable. */
public final class Parameters implements ParameterSource, AutoCloseable {
  private final NDManager manager;
  private final Map<String, NDArray> all = new LinkedHashMap<>();
  private final Map<String, NDArray> trainable = new LinkedHashMap<>();

  private Parameters(NDManager manager) {
    this.manager = manager;
  }

  public static Parameters frozen(NDManager parent, StateDict weights) {
    return of(parent, weights, name -> false);
  }

  public static Parameters trainable(NDManager parent, StateDict weights) {
    return of(parent, weights, name -> true);
  }

  /** Weights whose names {@code trains} accepts get gradients. */
  public static Parameters of(NDManager parent, StateDict weights, Predicate<String> trains) {
    Parameters parameters = new Parameters(parent.newSubManager());
    for (String name : weights.names()) {
      NDArray array = ArrayTransfer.toDevice(parameters.manager, weights.get(name));
      NDScope.unregister(array);
      parameters.all.put(name, array);
      if (trains.test(name)) {
        array.setRequiresGradient(true);
        parameters.trainable.put(name, array);
      }
    }
    return parameters;
  }

  /**
   * Weights in memory owned by another object, such as a module; changes affect that object.
   * Weights that require gradients are trainable; if two names share memory, only the first is.
   *
   * @param weights creates the arrays in the given manager
   */
  public static Parameters shared(
      NDManager parent, Function<NDManager, Map<String, NDArray>> weights) {
    Parameters parameters = new Parameters(parent.newSubManager());
    weights
        .apply(parameters.manager)
        .forEach(
            (name, array) -> {
              NDScope.unregister(array);
              if (!parameters.holdsMemoryOf(array)) {
                parameters.add(name, array);
              }
            });
    return parameters;
  }

  private void add(String name, NDArray array) {
    all.put(name, array);
    if (array.hasGradient()) {
      trainable.put(name, array);
    }
  }

  /** Detects shared memory by changing a value, because libtorch does not expose addresses. */
  private boolean holdsMemoryOf(NDArray array) {
    float[] values = array.toFloatArray();
    for (NDArray known : all.values()) {
      if (known.getShape().equals(array.getShape())
          && Arrays.equals(known.toFloatArray(), values)) {
        ArrayTransfer.overwrite(array, others(values));
        boolean same = !Arrays.equals(known.toFloatArray(), values);
        ArrayTransfer.overwrite(array, values);
        if (same) {
          return true;
        }
      }
    }
    return false;
  }

  private static float[] others(float[] values) {
    float[] other = new float[values.length];
    for (int i = 0; i < other.length; i++) {
      other[i] = 1 - values[i];
    }
    return other;
  }

  @Override
  public NDArray get(String name, long... shape) {
    NDArray value = all.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the weights have no tensor '" + name + "'");
    }
    if (!Arrays.equals(value.getShape().getShape(), shape)) {
      throw new IllegalArgumentException(
          "tensor '%s' has shape %s, but the network needs %s"
              .formatted(name, value.getShape(), Arrays.toString(shape)));
    }
    return value;
  }

  public Map<String, NDArray> trainable() {
    return Collections.unmodifiableMap(trainable);
  }

  /** Copies all weights, trainable or not, to the host. */
  public StateDict toStateDict() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    all.forEach((name, array) -> tensors.put(name, ArrayTransfer.toHost(array)));
    return StateDict.of(tensors);
  }

  /** Overwrites the values of all weights. */
  public void restore(StateDict weights) {
    all.forEach((name, array) -> ArrayTransfer.overwrite(array, weights.get(name).data()));
  }

  @Override
  public void close() {
    manager.close();
  }
}
