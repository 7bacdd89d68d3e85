/**
 * Trainable weights and what changes them: gradients, AdamW, moving averages, learning-rate
 * schedules.
 */
package io.pentimento.training.optimizer;
