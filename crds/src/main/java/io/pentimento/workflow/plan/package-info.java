/**
 * Shows what a job would do: which stages run or are reused, how much work they are, and how long
 * equal work took in finished jobs.
 */
@NullMarked
package io.pentimento.workflow.plan;

import org.jspecify.annotations.NullMarked;
