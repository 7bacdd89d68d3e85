/** VQGAN: encoder, codebook and decoder of CodeFormer. */
package io.pentimento.core.network.vqgan;
