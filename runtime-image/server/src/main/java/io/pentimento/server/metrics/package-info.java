/** Counts requests by outcome and publishes which model is served. */
package io.pentimento.server.metrics;
