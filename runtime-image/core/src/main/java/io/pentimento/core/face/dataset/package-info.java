/**
 * Turns photographs into aligned faces for datasets. Each crop keeps where it comes from, and each
 * face that is left out keeps the reason.
 */
@NullMarked
package io.pentimento.core.face.dataset;

import org.jspecify.annotations.NullMarked;
