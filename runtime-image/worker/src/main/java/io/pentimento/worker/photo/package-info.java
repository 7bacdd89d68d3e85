/**
 * The commands that work on whole photographs: options that name a face detector, and files that
 * keep their format and metadata.
 */
@NullMarked
package io.pentimento.worker.photo;

import org.jspecify.annotations.NullMarked;
