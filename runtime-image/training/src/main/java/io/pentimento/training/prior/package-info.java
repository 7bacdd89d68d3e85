/** Training of diffusion priors (docs/method.md, section 1.8). */
@NullMarked
package io.pentimento.training.prior;

import org.jspecify.annotations.NullMarked;
