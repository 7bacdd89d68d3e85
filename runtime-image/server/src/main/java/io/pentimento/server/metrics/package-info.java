/** Request counts by outcome, and information about the served model. */
@NullMarked
package io.pentimento.server.metrics;

import org.jspecify.annotations.NullMarked;
