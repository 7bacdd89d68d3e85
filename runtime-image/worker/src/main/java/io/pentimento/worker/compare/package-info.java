/** The {@code compare} command: runs variants of a job and compares them with paired intervals. */
@NullMarked
package io.pentimento.worker.compare;

import org.jspecify.annotations.NullMarked;
