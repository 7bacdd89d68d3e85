/** The evaluate stage: base against adapted model on the holdout, and the input of the gate. */
@NullMarked
package io.pentimento.worker.stage.evaluate;

import org.jspecify.annotations.NullMarked;
