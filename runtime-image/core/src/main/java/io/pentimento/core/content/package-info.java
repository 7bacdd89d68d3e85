/** Recognises files by their first bytes, for error messages that say what a file is. */
package io.pentimento.core.content;
