/** LPIPS, the learned perceptual distance. */
package io.pentimento.core.network.lpips;
