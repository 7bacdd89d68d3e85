/** Restorers that can be adapted: their prepared files, inference and fine-tuning. */
@NullMarked
package io.pentimento.worker.restorer;

import org.jspecify.annotations.NullMarked;
