/** The diffusion prior's network on an inference engine. */
package io.pentimento.core.prior;
