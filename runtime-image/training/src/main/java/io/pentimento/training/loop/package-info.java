/**
 * The loop that every training shares: progress, checkpoints, resumption and orderly interruption.
 */
package io.pentimento.training.loop;
