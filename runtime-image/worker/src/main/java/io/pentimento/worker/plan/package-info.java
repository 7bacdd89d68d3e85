/**
 * Shows what a job would do before it is started: sources with their sizes, stages that run or are
 * reused, and an estimate of the time, based on earlier runs in the same workspace.
 */
@NullMarked
package io.pentimento.worker.plan;

import org.jspecify.annotations.NullMarked;
