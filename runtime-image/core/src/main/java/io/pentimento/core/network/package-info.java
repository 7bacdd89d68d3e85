/**
 * Networks, each written once over the vocabulary of operations, with the tensor names of the
 * published checkpoints.
 */
@NullMarked
package io.pentimento.core.network;

import org.jspecify.annotations.NullMarked;
