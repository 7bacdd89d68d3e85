/**
 * Photographs: finds faces with a configured detector, restores them in batches and pastes them
 * back. Responses keep the format and the metadata of the upload, or list the faces as JSON.
 */
@NullMarked
package io.pentimento.server.faces;

import org.jspecify.annotations.NullMarked;
