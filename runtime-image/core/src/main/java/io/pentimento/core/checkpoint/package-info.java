/**
 * Weights of networks: reads and writes {@code .safetensors} files, and reads PyTorch checkpoints
 * as data, without executing anything they contain.
 */
@NullMarked
package io.pentimento.core.checkpoint;

import org.jspecify.annotations.NullMarked;
