/**
 * Inference by the Open Inference Protocol v2, independent of the transport: supported tensors, and
 * their conversion to images and from restored images.
 */
@NullMarked
package io.pentimento.server.inference;

import org.jspecify.annotations.NullMarked;
