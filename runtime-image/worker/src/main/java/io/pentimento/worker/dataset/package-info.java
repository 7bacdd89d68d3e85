/**
 * The images of a prepared dataset as the stages use them: model inputs, holdout, pseudo targets.
 */
@NullMarked
package io.pentimento.worker.dataset;

import org.jspecify.annotations.NullMarked;
