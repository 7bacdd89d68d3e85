/**
 * Synthetic degradations with known ground truth: the classic degradation of blind face restoration
 * and camera noise.
 *
 * <p>A degradation is a record. Its JSON form states exactly how a data set was made. With random
 * values from a {@link io.pentimento.core.random.CounterRandom} keyed by seed and image, it gives
 * the same results again, in any order and on any machine.
 */
@NullMarked
package io.pentimento.core.degradation;

import org.jspecify.annotations.NullMarked;
