/**
 * A restricted unpickler: it builds tensors, numbers, strings and containers, and rejects every
 * other global, so that reading a checkpoint never executes code from it.
 */
@NullMarked
package io.pentimento.core.checkpoint.pickle;

import org.jspecify.annotations.NullMarked;
