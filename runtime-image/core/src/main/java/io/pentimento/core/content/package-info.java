/** Recognises files by their first bytes, for error messages that name the type of a file. */
@NullMarked
package io.pentimento.core.content;

import org.jspecify.annotations.NullMarked;
