/** The operations of networks on DJL's PyTorch engine, eager and with gradients. */
package io.pentimento.training.djl;
