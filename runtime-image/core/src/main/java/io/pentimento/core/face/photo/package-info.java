/**
 * Restores whole photographs: finds the faces, restores their aligned crops as one batch and pastes
 * them back. What restores a crop is given by the caller.
 */
@NullMarked
package io.pentimento.core.face.photo;

import org.jspecify.annotations.NullMarked;
