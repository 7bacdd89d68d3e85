/** Runs networks on the engine and device of the process. */
@NullMarked
package io.pentimento.training.inference;

import org.jspecify.annotations.NullMarked;
