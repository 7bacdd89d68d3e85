/** Antialiased resampling and blurring of images. */
@NullMarked
package io.pentimento.core.image.resize;

import org.jspecify.annotations.NullMarked;
