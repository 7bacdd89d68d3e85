/** Low-pass filters that separate the constrained low frequencies of an image from the rest. */
package io.pentimento.core.diffusion.filter;
