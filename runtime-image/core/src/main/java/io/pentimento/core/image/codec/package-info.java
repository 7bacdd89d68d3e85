/** Decoding and encoding of image files, with checks of size and completeness before decoding. */
package io.pentimento.core.image.codec;
