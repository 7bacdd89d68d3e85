/** Low-pass filters that separate the constrained low frequencies of an image from the rest. */
@NullMarked
package io.pentimento.core.diffusion.filter;

import org.jspecify.annotations.NullMarked;
