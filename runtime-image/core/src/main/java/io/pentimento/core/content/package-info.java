/** Recognises files by their first bytes, for error messages that say what a file is. */
@NullMarked
package io.pentimento.core.content;

import org.jspecify.annotations.NullMarked;
