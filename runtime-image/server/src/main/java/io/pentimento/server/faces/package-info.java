/**
 * Photographs: finds faces with a configured detector, restores them as one batch and pastes them
 * back. Answers keep the format and the metadata of the upload, or list the faces as JSON.
 */
@NullMarked
package io.pentimento.server.faces;

import org.jspecify.annotations.NullMarked;
