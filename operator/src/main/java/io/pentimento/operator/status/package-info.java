/** Writes the status of a job by server-side apply. Listeners learn of each write. */
@NullMarked
package io.pentimento.operator.status;

import org.jspecify.annotations.NullMarked;
