/** The {@code verify} command: compares the outputs of a network with recorded arrays. */
@NullMarked
package io.pentimento.worker.command.verify;

import org.jspecify.annotations.NullMarked;
