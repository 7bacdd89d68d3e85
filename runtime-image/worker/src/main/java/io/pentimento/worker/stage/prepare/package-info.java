/** The prepare stage: pins sources, indexes the dataset and converts checkpoints. */
@NullMarked
package io.pentimento.worker.stage.prepare;

import org.jspecify.annotations.NullMarked;
