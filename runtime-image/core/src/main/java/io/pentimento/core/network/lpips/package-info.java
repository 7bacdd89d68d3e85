/** LPIPS, the learned perceptual distance. */
@NullMarked
package io.pentimento.core.network.lpips;

import org.jspecify.annotations.NullMarked;
