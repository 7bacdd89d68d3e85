/** The U-Net of guided diffusion, which predicts noise and variance. */
package io.pentimento.core.network.unet;
