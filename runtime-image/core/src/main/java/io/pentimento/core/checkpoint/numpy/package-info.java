/** NumPy array files ({@code .npy}, {@code .npz}) read into tensors. */
package io.pentimento.core.checkpoint.numpy;
