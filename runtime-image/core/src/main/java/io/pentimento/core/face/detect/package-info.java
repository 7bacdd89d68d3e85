/**
 * Finds faces with a detector network on ONNX Runtime. A photograph is searched at several scales
 * in overlapping tiles, so that a network of 128 to 640 pixels finds faces of any size.
 */
@NullMarked
package io.pentimento.core.face.detect;

import org.jspecify.annotations.NullMarked;
