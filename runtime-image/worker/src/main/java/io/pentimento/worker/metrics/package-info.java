/** Metrics of the holdout: which ones can be computed, and their values per image and per set. */
package io.pentimento.worker.metrics;
