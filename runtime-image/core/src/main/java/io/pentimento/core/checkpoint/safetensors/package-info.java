/** The {@code .safetensors} format: reader and writer. */
package io.pentimento.core.checkpoint.safetensors;
