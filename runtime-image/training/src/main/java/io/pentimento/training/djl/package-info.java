/** The operations of networks on DJL's PyTorch engine, eager and with gradients. */
@NullMarked
package io.pentimento.training.djl;

import org.jspecify.annotations.NullMarked;
