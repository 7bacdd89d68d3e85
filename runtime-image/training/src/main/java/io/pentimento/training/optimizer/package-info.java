/**
 * Trainable weights and their updates: gradients, AdamW, moving averages, learning-rate schedules.
 */
@NullMarked
package io.pentimento.training.optimizer;

import org.jspecify.annotations.NullMarked;
