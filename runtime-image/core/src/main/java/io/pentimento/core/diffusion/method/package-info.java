/** Methods to make a pseudo target: Algorithm 1 of the paper, and methods for comparison. */
@NullMarked
package io.pentimento.core.diffusion.method;

import org.jspecify.annotations.NullMarked;
