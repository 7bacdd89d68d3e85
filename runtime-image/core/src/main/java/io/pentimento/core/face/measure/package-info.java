/**
 * Measures restored faces with a detector: whether a face is found in an aligned crop, and how far
 * its eyes, nose and mouth are from those of another picture of the same face.
 */
@NullMarked
package io.pentimento.core.face.measure;

import org.jspecify.annotations.NullMarked;
