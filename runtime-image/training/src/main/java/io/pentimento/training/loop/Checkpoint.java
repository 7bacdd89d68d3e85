// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.loop;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.optimizer.LearnerState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The state of all learners of a training by role, such as {@code generator} and {@code
 * discriminator}.
 */
public record Checkpoint(Map<String, LearnerState> learners) {
  private static final String WEIGHTS = "weights";
  private static final String OPTIMIZER = "optimizer";
  private static final String AVERAGE = "average";

  public Checkpoint {
    learners = Map.copyOf(learners);
  }

  public LearnerState of(String role) {
    LearnerState state = learners.get(role);
    if (state == null) {
      throw new IllegalArgumentException(
          "the training checkpoint has no '%s', only %s".formatted(role, learners.keySet()));
    }
    return state;
  }

  /** Whether all numbers are finite; a training cannot continue from other states. */
  boolean isFinite() {
    return parts().values().stream()
        .flatMap(part -> part.tensors().values().stream())
        .allMatch(Checkpoint::isFinite);
  }

  private static boolean isFinite(Tensor tensor) {
    for (float value : tensor.data()) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** One state dict for each part, such as {@code generator.optimizer}. */
  Map<String, StateDict> parts() {
    Map<String, StateDict> parts = new LinkedHashMap<>();
    learners.forEach(
        (role, state) -> {
          parts.put(role + "." + WEIGHTS, state.weights());
          parts.put(role + "." + OPTIMIZER, state.optimizer());
          state.average().ifPresent(a -> parts.put(role + "." + AVERAGE, a));
        });
    return parts;
  }

  static LearnerState learner(String role, long step, Map<String, StateDict> parts) {
    return new LearnerState(
        step,
        part(role + "." + WEIGHTS, parts),
        part(role + "." + OPTIMIZER, parts),
        Optional.ofNullable(parts.get(role + "." + AVERAGE)));
  }

  private static StateDict part(String name, Map<String, StateDict> parts) {
    StateDict part = parts.get(name);
    if (part == null) {
      throw new CheckpointException(
          "the training checkpoint has no tensors of '%s'".formatted(name));
    }
    return part;
  }
}
