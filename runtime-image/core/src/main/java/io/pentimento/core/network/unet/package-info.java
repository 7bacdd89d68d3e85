/** The U-Net of guided diffusion, which predicts noise and variance. */
@NullMarked
package io.pentimento.core.network.unet;

import org.jspecify.annotations.NullMarked;
