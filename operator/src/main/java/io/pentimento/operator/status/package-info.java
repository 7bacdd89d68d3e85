/** Writes the status of a job by server-side apply. Listeners are called after each write. */
@NullMarked
package io.pentimento.operator.status;

import org.jspecify.annotations.NullMarked;
