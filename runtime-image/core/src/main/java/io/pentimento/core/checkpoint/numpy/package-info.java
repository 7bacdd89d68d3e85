/** NumPy array files ({@code .npy}, {@code .npz}) read into tensors. */
@NullMarked
package io.pentimento.core.checkpoint.numpy;

import org.jspecify.annotations.NullMarked;
