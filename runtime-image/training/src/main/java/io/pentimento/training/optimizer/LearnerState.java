// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.optimizer;

import io.pentimento.core.checkpoint.StateDict;
import java.util.Optional;

/** A snapshot of a {@link Learner}. */
public record LearnerState(
    long step, StateDict weights, StateDict optimizer, Optional<StateDict> average) {}
