/**
 * Local runs: runs the stages of a job as processes on this machine, observes processes and files,
 * and executes the actions of {@code io.pentimento.workflow}. A run can be killed at any time; the
 * next run continues from the stored artefacts and status.
 */
@NullMarked
package io.pentimento.worker.local;

import org.jspecify.annotations.NullMarked;
