/**
 * An adapted model as an OCI image: one uncompressed tar layer for each file, reproducible byte for
 * byte, mountable as an image volume on every platform.
 */
@NullMarked
package io.pentimento.registry.image;

import org.jspecify.annotations.NullMarked;
