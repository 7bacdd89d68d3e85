/** The diffusion prior's network on an inference engine. */
@NullMarked
package io.pentimento.core.prior;

import org.jspecify.annotations.NullMarked;
