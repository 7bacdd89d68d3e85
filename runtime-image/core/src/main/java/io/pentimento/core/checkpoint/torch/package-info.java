/**
 * The two containers of PyTorch checkpoints (zip, and the legacy stream) and their tensor storages.
 */
@NullMarked
package io.pentimento.core.checkpoint.torch;

import org.jspecify.annotations.NullMarked;
