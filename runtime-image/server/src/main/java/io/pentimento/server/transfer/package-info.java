/**
 * Reads the bodies of admitted requests and sends their responses, without dedicated threads and
 * within the memory that {@link io.pentimento.server.admission.Admission} has reserved.
 */
@NullMarked
package io.pentimento.server.transfer;

import org.jspecify.annotations.NullMarked;
