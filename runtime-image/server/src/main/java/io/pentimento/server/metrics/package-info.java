/** Counts requests by outcome and publishes which model is served. */
@NullMarked
package io.pentimento.server.metrics;

import org.jspecify.annotations.NullMarked;
