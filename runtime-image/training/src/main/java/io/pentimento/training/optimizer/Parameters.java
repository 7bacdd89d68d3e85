package io.pentimento.training.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.djl.HostTensors;
import io.pentimento.training.djl.ParameterSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
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

  /** Weights whose name {@code trains} accepts get gradients. */
  public static Parameters of(NDManager parent, StateDict weights, Predicate<String> trains) {
    Parameters parameters = new Parameters(parent.newSubManager());
    for (String name : weights.names()) {
      NDArray array = HostTensors.toDevice(parameters.manager, weights.get(name));
      NDScope.unregister(array);
      parameters.all.put(name, array);
      if (trains.test(name)) {
        array.setRequiresGradient(true);
        parameters.trainable.put(name, array);
      }
    }
    return parameters;
  }

  @Override
  public NDArray get(String name, long... shape) {
    NDArray value = all.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the weights have no tensor '" + name + "'");
    }
    if (!Arrays.equals(value.getShape().getShape(), shape)) {
      throw new IllegalArgumentException(
          "tensor '%s' has shape %s, the network needs %s"
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
    all.forEach((name, array) -> tensors.put(name, HostTensors.toHost(array)));
    return StateDict.of(tensors);
  }

  /** Overwrites the values of all weights. */
  public void restore(StateDict weights) {
    all.forEach((name, array) -> array.set(weights.get(name).data()));
  }

  @Override
  public void close() {
    manager.close();
  }
}
