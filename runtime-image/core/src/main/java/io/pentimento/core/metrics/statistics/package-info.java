/** Confidence intervals and non-inferiority tests of paired measurements. */
@NullMarked
package io.pentimento.core.metrics.statistics;

import org.jspecify.annotations.NullMarked;
