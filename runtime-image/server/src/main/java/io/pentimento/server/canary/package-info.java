/**
 * Compares the served model with a candidate: sampled images are restored again by the candidate in
 * the background. The report contains counts and means, and no images.
 */
@NullMarked
package io.pentimento.server.canary;

import org.jspecify.annotations.NullMarked;
