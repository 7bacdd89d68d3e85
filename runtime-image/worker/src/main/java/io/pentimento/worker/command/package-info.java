/** The commands for people. */
package io.pentimento.worker.command;
