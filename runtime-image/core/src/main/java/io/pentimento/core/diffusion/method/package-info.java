/** Ways to make a pseudo target: Algorithm 1 of the paper and the methods it is compared with. */
package io.pentimento.core.diffusion.method;
