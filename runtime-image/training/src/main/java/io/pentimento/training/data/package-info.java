/** Images in memory, drawn as training batches. */
@NullMarked
package io.pentimento.training.data;

import org.jspecify.annotations.NullMarked;
