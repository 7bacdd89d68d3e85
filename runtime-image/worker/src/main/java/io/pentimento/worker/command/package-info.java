/** The commands for users. */
@NullMarked
package io.pentimento.worker.command;

import org.jspecify.annotations.NullMarked;
