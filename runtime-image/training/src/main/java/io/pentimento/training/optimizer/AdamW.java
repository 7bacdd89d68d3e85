package io.pentimento.training.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.djl.HostTensors;
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
  private final Parameters parameters;
  private final NDManager manager;
  private final Map<String, NDArray> first = new LinkedHashMap<>();
  private final Map<String, NDArray> second = new LinkedHashMap<>();
  private long step;

  public AdamW(NDManager parent, Parameters parameters, AdamWConfig config) {
    this.config = config;
    this.parameters = parameters;
    this.manager = parent.newSubManager();
    parameters
        .trainable()
        .forEach(
            (name, p) -> {
              first.put(name, kept(manager.zeros(p.getShape())));
              second.put(name, kept(manager.zeros(p.getShape())));
            });
  }

  /**
   * Moves the weights against their accumulated gradients, then clears these.
   *
   * @param gradientScale factor on all gradients, such as a clipping to a norm
   */
  public void step(double learningRate, double gradientScale) {
    step++;
    double correction1 = 1 - Math.pow(config.beta1(), step);
    double correction2 = Math.sqrt(1 - Math.pow(config.beta2(), step));
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      parameters
          .trainable()
          .forEach(
              (name, p) -> {
                NDArray gradient = p.getGradient();
                if (gradientScale != 1) {
                  gradient = gradient.mul((float) gradientScale);
                }
                NDArray m = first.get(name);
                NDArray v = second.get(name);
                m.muli((float) config.beta1()).addi(gradient.mul((float) (1 - config.beta1())));
                v.muli((float) config.beta2())
                    .addi(gradient.mul(gradient).muli((float) (1 - config.beta2())));
                NDArray update = v.sqrt().divi((float) correction2).addi((float) config.epsilon());
                if (config.weightDecay() != 0) {
                  p.muli((float) (1 - learningRate * config.weightDecay()));
                }
                p.subi(m.div(update).muli((float) (learningRate / correction1)));
              });
    }
    Gradients.clear(parameters);
  }

  public StateDict state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    first.forEach((name, m) -> state.put(FIRST + name, HostTensors.toHost(m)));
    second.forEach((name, v) -> state.put(SECOND + name, HostTensors.toHost(v)));
    // A float holds integers exactly up to 2^24, far beyond any run.
    state.put(STEP, Tensor.of(new float[] {step}, 1));
    return StateDict.of(state);
  }

  public void restore(StateDict state) {
    first.forEach((name, m) -> m.set(state.get(FIRST + name).data()));
    second.forEach((name, v) -> v.set(state.get(SECOND + name).data()));
    step = (long) state.get(STEP).data()[0];
  }

  private static NDArray kept(NDArray array) {
    NDScope.unregister(array);
    return array;
  }

  @Override
  public void close() {
    manager.close();
  }
}
