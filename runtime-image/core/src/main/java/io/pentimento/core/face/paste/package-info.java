/**
 * Pastes restored faces back into their photograph. Pixels outside the mask stay as they are, and
 * the colours of both sides are matched at its border.
 */
@NullMarked
package io.pentimento.core.face.paste;

import org.jspecify.annotations.NullMarked;
