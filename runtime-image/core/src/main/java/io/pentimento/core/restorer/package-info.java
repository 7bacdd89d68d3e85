/** Loaded restorers, independent of the engine that computes them. */
@NullMarked
package io.pentimento.core.restorer;

import org.jspecify.annotations.NullMarked;
