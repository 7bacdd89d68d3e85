/** Option groups that several commands share. */
@NullMarked
package io.pentimento.worker.command.options;

import org.jspecify.annotations.NullMarked;
