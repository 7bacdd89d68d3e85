/** Restorers that can be adapted: their prepared files, inference and fine-tuning. */
package io.pentimento.worker.restorer;
