/** The train stage: fine-tunes the restorer on the pseudo targets. */
package io.pentimento.worker.stage.train;
