/** Confidence intervals and non-inferiority tests of paired measurements. */
package io.pentimento.core.metrics.statistics;
