/** Training data: images in memory, drawn as batches. */
@NullMarked
package io.pentimento.training.data;

import org.jspecify.annotations.NullMarked;
