/** Metrics of the holdout: which ones can be computed, and their values per image and per set. */
@NullMarked
package io.pentimento.worker.metrics;

import org.jspecify.annotations.NullMarked;
