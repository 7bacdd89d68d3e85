/** Observe, decide, write the status, act: the reconciler and what it reads and writes with. */
package io.pentimento.operator.reconcile;
