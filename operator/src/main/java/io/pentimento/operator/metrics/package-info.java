/**
 * Metrics of the operator, for Prometheus. They are derived from written statuses and from caches.
 */
@NullMarked
package io.pentimento.operator.metrics;

import org.jspecify.annotations.NullMarked;
