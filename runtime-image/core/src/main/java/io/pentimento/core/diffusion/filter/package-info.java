/** Low-pass filters, which extract the constrained low frequencies of an image. */
@NullMarked
package io.pentimento.core.diffusion.filter;

import org.jspecify.annotations.NullMarked;
