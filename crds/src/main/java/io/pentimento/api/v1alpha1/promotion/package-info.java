/**
 * What becomes of an accepted model: where it is published, who signs it, and who approves that it
 * is served. The planner reads these settings; the stage {@code publish} carries out the first.
 */
@NullMarked
package io.pentimento.api.v1alpha1.promotion;

import org.jspecify.annotations.NullMarked;
