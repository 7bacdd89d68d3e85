/**
 * Networks, each written once with the operations of {@code Ops}, with the tensor names of the
 * published checkpoints.
 */
@NullMarked
package io.pentimento.core.network;

import org.jspecify.annotations.NullMarked;
