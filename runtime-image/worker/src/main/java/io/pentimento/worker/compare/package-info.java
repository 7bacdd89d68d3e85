/** The {@code compare} command: runs variants of a job and compares them with paired intervals. */
package io.pentimento.worker.compare;
