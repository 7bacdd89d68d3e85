/**
 * The images of a prepared dataset as the stages use them: model inputs, holdout, pseudo targets.
 */
package io.pentimento.worker.dataset;
