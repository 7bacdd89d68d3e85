/**
 * Metrics of the operator, for Prometheus. They are derived from written statuses and from caches.
 */
package io.pentimento.operator.metrics;
