/**
 * Restores whole photographs: finds the faces, restores their aligned crops as one batch and pastes
 * them back. The caller provides the function that restores crops.
 */
@NullMarked
package io.pentimento.core.face.photo;

import org.jspecify.annotations.NullMarked;
