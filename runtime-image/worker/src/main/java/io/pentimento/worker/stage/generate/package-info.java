/** The generate stage: one pseudo target per training image. */
@NullMarked
package io.pentimento.worker.stage.generate;

import org.jspecify.annotations.NullMarked;
