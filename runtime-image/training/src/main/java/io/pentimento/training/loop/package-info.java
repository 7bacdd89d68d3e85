/** The common training loop: progress, checkpoints, resuming and orderly interruption. */
@NullMarked
package io.pentimento.training.loop;

import org.jspecify.annotations.NullMarked;
