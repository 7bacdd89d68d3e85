/**
 * Publication, signature and approval of an accepted model. The planner reads these settings; the
 * stage {@code publish} uses those of the publication.
 */
@NullMarked
package io.pentimento.api.v1alpha1.promotion;

import org.jspecify.annotations.NullMarked;
