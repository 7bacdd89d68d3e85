/**
 * Shows what a job would do before it does it: sources with their sizes, stages that run or are
 * reused, and an estimate of the time, measured on earlier runs in the same workspace.
 */
@NullMarked
package io.pentimento.worker.plan;

import org.jspecify.annotations.NullMarked;
