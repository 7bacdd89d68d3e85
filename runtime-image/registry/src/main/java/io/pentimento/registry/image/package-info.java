/**
 * An adapted model as an OCI image: one uncompressed tar layer for each file, the same bytes on
 * every machine and day, mountable as an image volume on every platform.
 */
@NullMarked
package io.pentimento.registry.image;

import org.jspecify.annotations.NullMarked;
