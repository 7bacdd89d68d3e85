/** The {@code verify} command: compares the outputs of a network with recorded arrays. */
package io.pentimento.worker.command.verify;
