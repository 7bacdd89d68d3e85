/** The evaluate stage: base against adapted model on the holdout, and the input of the gate. */
package io.pentimento.worker.stage.evaluate;
