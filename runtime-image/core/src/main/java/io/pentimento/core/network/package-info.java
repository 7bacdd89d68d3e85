/**
 * Networks, each written once over the vocabulary of operations, with the tensor names of the
 * published checkpoints.
 */
package io.pentimento.core.network;
