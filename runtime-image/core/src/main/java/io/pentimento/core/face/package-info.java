/**
 * Faces in photographs: their boxes and landmarks in pixel coordinates.
 *
 * <p>Subpackages find faces, align them to the template of restorers, and paste restored faces
 * back.
 */
@NullMarked
package io.pentimento.core.face;

import org.jspecify.annotations.NullMarked;
