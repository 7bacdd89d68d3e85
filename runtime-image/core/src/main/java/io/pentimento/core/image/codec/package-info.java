/** Decoding and encoding of image files, with checks of size and completeness before decoding. */
@NullMarked
package io.pentimento.core.image.codec;

import org.jspecify.annotations.NullMarked;
