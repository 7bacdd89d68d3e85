/** The reconciler: it observes, decides, writes the status and acts. */
@NullMarked
package io.pentimento.operator.reconcile;

import org.jspecify.annotations.NullMarked;
