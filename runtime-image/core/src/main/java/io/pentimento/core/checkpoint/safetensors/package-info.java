/** The {@code .safetensors} format: reader and writer. */
@NullMarked
package io.pentimento.core.checkpoint.safetensors;

import org.jspecify.annotations.NullMarked;
