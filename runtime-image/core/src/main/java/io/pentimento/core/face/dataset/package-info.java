/**
 * Turns photographs into aligned faces for datasets. The origin of each crop is recorded, and the
 * reason for each face that is left out.
 */
@NullMarked
package io.pentimento.core.face.dataset;

import org.jspecify.annotations.NullMarked;
