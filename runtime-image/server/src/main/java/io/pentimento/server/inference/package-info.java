/**
 * Inference by the Open Inference Protocol v2, apart from its transports: which tensors a request
 * may hold, how they become images, and how restored images become tensors again.
 */
@NullMarked
package io.pentimento.server.inference;

import org.jspecify.annotations.NullMarked;
