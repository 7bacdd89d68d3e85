/**
 * The loop that every training shares: progress, checkpoints, resumption and orderly interruption.
 */
@NullMarked
package io.pentimento.training.loop;

import org.jspecify.annotations.NullMarked;
