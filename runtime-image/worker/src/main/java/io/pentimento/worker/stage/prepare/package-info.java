/** The prepare stage: pins sources, indexes the dataset and converts checkpoints. */
package io.pentimento.worker.stage.prepare;
