/**
 * Checks of files and numbers that a user names on the command line. Every error names the option
 * or the file, and has the failure class of a user error.
 */
@NullMarked
package io.pentimento.worker.input;

import org.jspecify.annotations.NullMarked;
