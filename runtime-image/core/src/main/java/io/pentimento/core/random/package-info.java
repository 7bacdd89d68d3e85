/**
 * Random numbers as pure functions of what they are for.
 *
 * <p>Everything is drawn from a counter-based generator: a number depends on a key (a seed and the
 * digest of an image) and a position, never on what was drawn before it. So shards, batches, order,
 * retries and resumes cannot change a result.
 */
@NullMarked
package io.pentimento.core.random;

import org.jspecify.annotations.NullMarked;
