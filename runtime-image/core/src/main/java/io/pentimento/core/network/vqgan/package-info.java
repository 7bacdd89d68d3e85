/** VQGAN: encoder, codebook and decoder of CodeFormer. */
@NullMarked
package io.pentimento.core.network.vqgan;

import org.jspecify.annotations.NullMarked;
