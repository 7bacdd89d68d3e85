/**
 * Random numbers as pure functions of their purpose.
 *
 * <p>All numbers come from a counter-based generator: a number depends on a key (a seed and the
 * digest of an image) and a position, and not on earlier draws. Shards, batches, order, retries and
 * resumes therefore cannot change a result.
 */
@NullMarked
package io.pentimento.core.random;

import org.jspecify.annotations.NullMarked;
