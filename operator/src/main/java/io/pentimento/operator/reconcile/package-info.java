/** Observe, decide, write the status, act: the reconciler and what it reads and writes with. */
@NullMarked
package io.pentimento.operator.reconcile;

import org.jspecify.annotations.NullMarked;
