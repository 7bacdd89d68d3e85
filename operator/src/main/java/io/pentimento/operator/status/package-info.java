/** Writes the status of a job by server-side apply. Listeners learn of each write. */
package io.pentimento.operator.status;
