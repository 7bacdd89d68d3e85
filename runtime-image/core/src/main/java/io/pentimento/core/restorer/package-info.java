/** Restorers in memory, whatever computes them. */
@NullMarked
package io.pentimento.core.restorer;

import org.jspecify.annotations.NullMarked;
