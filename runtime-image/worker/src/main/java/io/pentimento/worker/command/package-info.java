/** The commands for people. */
@NullMarked
package io.pentimento.worker.command;

import org.jspecify.annotations.NullMarked;
