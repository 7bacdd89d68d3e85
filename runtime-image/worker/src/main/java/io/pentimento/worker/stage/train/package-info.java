/** The train stage: fine-tunes the restorer on the pseudo targets. */
@NullMarked
package io.pentimento.worker.stage.train;

import org.jspecify.annotations.NullMarked;
