/** Arrays in the host's memory: the common type for images, weights and network outputs. */
@NullMarked
package io.pentimento.core.tensor;

import org.jspecify.annotations.NullMarked;
