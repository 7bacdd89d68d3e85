/** Ways to make a pseudo target: Algorithm 1 of the paper and the methods it is compared with. */
@NullMarked
package io.pentimento.core.diffusion.method;

import org.jspecify.annotations.NullMarked;
