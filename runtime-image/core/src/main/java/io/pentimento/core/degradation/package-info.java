/**
 * Synthetic degradations with known ground truth: the classic blind-face one and camera noise.
 *
 * <p>A degradation is a record: written as JSON it states exactly what was done to a data set, and
 * with the numbers of a {@link io.pentimento.core.random.CounterRandom} keyed by seed and image it
 * does the same again, in any order and on any machine.
 */
@NullMarked
package io.pentimento.core.degradation;

import org.jspecify.annotations.NullMarked;
