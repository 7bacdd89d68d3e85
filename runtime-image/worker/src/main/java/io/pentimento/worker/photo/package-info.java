/**
 * Commands for whole photographs: options for the face detector, and files that keep their format
 * and metadata.
 */
@NullMarked
package io.pentimento.worker.photo;

import org.jspecify.annotations.NullMarked;
