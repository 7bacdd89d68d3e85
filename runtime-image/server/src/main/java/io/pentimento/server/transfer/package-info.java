/**
 * Reads the bodies of admitted requests and sends their answers, without a thread of its own and
 * within the memory that {@link io.pentimento.server.admission.Admission} granted.
 */
@NullMarked
package io.pentimento.server.transfer;

import org.jspecify.annotations.NullMarked;
