/**
 * How good restored images are: against ground truth, by themselves, and as sets.
 *
 * <p>Every metric states its name, direction and version; values are comparable only if all three
 * are equal.
 */
@NullMarked
package io.pentimento.core.metrics;

import org.jspecify.annotations.NullMarked;
