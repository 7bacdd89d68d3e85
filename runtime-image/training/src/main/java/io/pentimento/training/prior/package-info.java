/** Training of diffusion priors (docs/method.md, section 1.8). */
package io.pentimento.training.prior;
