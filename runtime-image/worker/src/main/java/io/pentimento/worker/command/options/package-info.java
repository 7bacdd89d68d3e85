/** Option groups that several commands share. */
package io.pentimento.worker.command.options;
