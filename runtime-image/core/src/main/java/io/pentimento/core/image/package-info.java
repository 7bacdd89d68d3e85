/**
 * Images as tensors: reading within limits, 8-bit rounding, resizing and filtering.
 *
 * <p>An image is a tensor (1, 3, H, W) of RGB values in [0, 1] unless stated otherwise.
 */
@NullMarked
package io.pentimento.core.image;

import org.jspecify.annotations.NullMarked;
