/** The commands for users. */
package io.pentimento.worker.command;
