/** Antialiased resampling and blurring of images. */
package io.pentimento.core.image.resize;
