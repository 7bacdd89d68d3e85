/**
 * Metrics of restored images: with ground truth, without reference, and of sets.
 *
 * <p>Every metric has a name, a direction and a version; values are comparable only if all three
 * are equal.
 */
@NullMarked
package io.pentimento.core.metrics;

import org.jspecify.annotations.NullMarked;
