/**
 * Reads the bodies of admitted requests and sends their answers, without a thread of its own and
 * within the memory that {@link io.pentimento.server.admission.Admission} granted.
 */
package io.pentimento.server.transfer;
