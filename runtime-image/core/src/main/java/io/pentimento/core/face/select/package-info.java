/**
 * Decides which of the faces found in a photograph are used. Those left out keep the reason, so
 * that reports and answers can name it.
 */
@NullMarked
package io.pentimento.core.face.select;

import org.jspecify.annotations.NullMarked;
