/**
 * The two containers of PyTorch checkpoints (zip, and the legacy stream) and their tensor storages.
 */
package io.pentimento.core.checkpoint.torch;
