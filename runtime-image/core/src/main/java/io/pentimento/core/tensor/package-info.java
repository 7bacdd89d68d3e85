/** Arrays in the host's memory, the common currency of images, weights and network outputs. */
package io.pentimento.core.tensor;
