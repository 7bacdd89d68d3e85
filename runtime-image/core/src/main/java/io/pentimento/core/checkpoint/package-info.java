/**
 * Weights of published and of our own networks: {@code .safetensors} files read and written,
 * PyTorch checkpoints read as data, without executing anything they contain.
 */
@NullMarked
package io.pentimento.core.checkpoint;

import org.jspecify.annotations.NullMarked;
