// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.pentimento.core.checkpoint.StateDict;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A network in training: its weights, optimiser, moving average and step count. */
public final class Learner implements AutoCloseable {
  private final LearnerConfig config;
  private final Parameters parameters;
  private final Gradients gradients;
  private final AdamW optimizer;
  private final Optional<MovingAverage> average;
  private long step;

  /** Takes ownership of {@code parameters} and closes them. */
  public Learner(NDManager manager, Parameters parameters, LearnerConfig config) {
    this.config = config;
    this.parameters = parameters;
    this.gradients = new Gradients(manager, parameters);
    this.optimizer = new AdamW(manager, parameters, gradients, config.optimizer());
    this.average =
        config.averageDecay().isPresent()
            ? Optional.of(
                new MovingAverage(
                    manager,
                    parameters,
                    config.averageDecay().getAsDouble(),
                    config.averageWarmsUp()))
            : Optional.empty();
  }

  public Parameters parameters() {
    return parameters;
  }

  /** Steps since the beginning, including those before resumes. */
  public long step() {
    return step;
  }

  /**
   * Back-propagates each loss in turn and accumulates the gradients, without changing the weights.
   */
  public double accumulate(List<Supplier<NDArray>> microBatches) {
    double sum = 0;
    for (Supplier<NDArray> loss : microBatches) {
      sum += Gradients.accumulate(loss);
    }
    return sum;
  }

  /**
   * Applies the accumulated gradients.
   *
   * @throws DivergedException if they are not finite; the weights are not changed
   */
  public void apply() {
    double norm = gradients.norm();
    if (!Double.isFinite(norm)) {
      throw DivergedException.gradients(step);
    }
    double scale =
        config.maxGradientNorm().isPresent()
            ? Math.min(1, config.maxGradientNorm().getAsDouble() / (norm + 1e-6))
            : 1;
    optimizer.step(config.schedule().rate(step), scale);
    step++;
    average.ifPresent(a -> a.update(step));
  }

  /** The weights to use after training: the moving average, if there is one. */
  public StateDict best() {
    StateDict weights = parameters.toStateDict();
    return average.map(a -> weights.overlaidWith(a.toStateDict())).orElse(weights);
  }

  /** Everything that {@link #restore} needs to continue as without interruption. */
  public LearnerState state() {
    return new LearnerState(
        step, parameters.toStateDict(), optimizer.state(), average.map(MovingAverage::toStateDict));
  }

  public void restore(LearnerState state) {
    step = state.step();
    parameters.restore(state.weights());
    optimizer.restore(state.optimizer());
    average.ifPresent(a -> a.restore(state.average().orElseThrow()));
  }

  @Override
  public void close() {
    optimizer.close();
    average.ifPresent(MovingAverage::close);
    parameters.close();
  }
}
